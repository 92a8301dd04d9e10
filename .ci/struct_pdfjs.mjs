// struct_pdfjs.mjs PDFJS_DIR FILE.pdf: the words of the tree of tags as pdf.js hands them to a screen reader, as JSON:
// for each sequence of content, in the order of the tree, [page from 0, roles from the outside to the inside, text].
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , base, file] = process.argv;
const pdfjs = await import(pathToFileURL(`${base}/legacy/build/pdf.mjs`));
const doc = await pdfjs.getDocument({
  data: new Uint8Array(fs.readFileSync(file)), verbosity: 0, cMapUrl: `${base}/cmaps/`, cMapPacked: true,
  standardFontDataUrl: `${base}/standard_fonts/`,
}).promise;

const found = [];
for (let number = 1; number <= doc.numPages; number++) {
  const page = await doc.getPage(number);
  const texts = new Map();
  const open = [];
  let ended = true;
  for (const item of (await page.getTextContent({ includeMarkedContent: true })).items) {
    if (item.type?.startsWith('begin')) open.push(item.id ?? null);
    else if (item.type === 'endMarkedContent') open.pop();
    else {
      // An end of a line may come with what only steers: it stands before the next words.
      const id = open.findLast((id) => id !== null);
      if (item.str && id) {
        texts.set(id, (texts.get(id) ?? '') + (ended ? '\n' : '') + item.str);
        ended = false;
      }
      ended ||= item.hasEOL;
    }
  }
  const walk = (node, roles) => {
    for (const child of node.children ?? []) {
      if (child.type === 'content') found.push([number - 1, roles, texts.get(child.id) ?? '']);
      else if (child.role) walk(child, [...roles, child.role]);
    }
  };
  const tree = await page.getStructTree();
  if (tree) walk(tree, []);
}
fs.writeSync(1, JSON.stringify(found));
process.exit(0);
