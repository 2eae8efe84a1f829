// Bundles style sheets and scripts into one folder, under names that change with their content.
// Called as `node build.mjs OUT`; writes OUT/manifest.json: plain name → built name.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { build } from "esbuild";

// What lies beside this file is what a page may ask for; folders hold the parts of it.
const here = readdirSync(".");
const bundles = here.filter((name) => /\.(css|js)$/.test(name));
const pictures = here.filter((name) => name.endsWith(".svg"));
// Mails and feeds are kept for years, so what they show has a lasting name too.
const LASTING = ["icon.svg"];

const out = process.argv[2];
mkdirSync(out, { recursive: true });

const { metafile } = await build({
  entryPoints: bundles,
  bundle: true,
  minify: true,
  target: "es2022",
  entryNames: "[name]-[hash]",
  outdir: out,
  external: ["/static/*"],
  metafile: true,
  legalComments: "linked",
  logLevel: "warning",
}).catch(() => process.exit(1)); // esbuild has already said what is wrong, and where.

const names = {};
for (const [file, output] of Object.entries(metafile.outputs)) {
  if (output.entryPoint) names[basename(output.entryPoint)] = basename(file);
}
for (const picture of pictures) {
  const hash = createHash("sha256").update(readFileSync(picture)).digest("hex").slice(0, 8);
  const ending = extname(picture);
  names[picture] = `${basename(picture, ending)}-${hash.toUpperCase()}${ending}`;
  copyFileSync(picture, join(out, names[picture]));
}
for (const picture of LASTING) copyFileSync(picture, join(out, picture));

writeFileSync(join(out, "manifest.json"), JSON.stringify(names, null, 1));
