// extract_pdfjs.mjs PDFJS_DIR FILE.pdf: the text of each page as a JSON list, as Firefox copies it.
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , base, file] = process.argv;
const pdfjs = await import(pathToFileURL(`${base}/legacy/build/pdf.mjs`));
const doc = await pdfjs.getDocument({
  data: new Uint8Array(fs.readFileSync(file)), verbosity: 0, cMapUrl: `${base}/cmaps/`, cMapPacked: true,
  standardFontDataUrl: `${base}/standard_fonts/`,
}).promise;
const pages = [];
for (let number = 1; number <= doc.numPages; number++) {
  const page = await doc.getPage(number);
  const { items } = await page.getTextContent();
  pages.push(items.map((item) => (item.str ?? '') + (item.hasEOL ? '\n' : '')).join(''));
  page.cleanup();
}
fs.writeSync(1, JSON.stringify(pages));
