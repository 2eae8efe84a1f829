"""The interface's catalogues as they are edited and published in the portal.

The files under translations/ are the base. What translators write here lies on top of them
in the database, as a draft until an administrator publishes it.
"""
