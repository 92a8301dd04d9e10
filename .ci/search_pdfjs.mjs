// search_pdfjs.mjs PDFJS_DIR FILE.pdf QUERIES.json: what Firefox's find controller finds, as JSON: for each query the
// places [page from 0, left, right, baseline], in points from the left and from the foot of the page.
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , base, file, queries] = process.argv;
const pdfjs = await import(pathToFileURL(`${base}/legacy/build/pdf.mjs`));
// The module of the viewer looks at these once, when it is read; the controller draws nothing.
globalThis.document ??= { documentElement: { style: {}, lang: 'en' }, addEventListener() {}, createElement: () => ({ style: {} }) };
globalThis.window ??= globalThis;
globalThis.requestAnimationFrame ??= (call) => setTimeout(call, 0);
globalThis.pdfjsLib = pdfjs;
const { EventBus, PDFFindController, LinkTarget } = await import(pathToFileURL(`${base}/legacy/web/pdf_viewer.mjs`));
const doc = await pdfjs.getDocument({
  data: new Uint8Array(fs.readFileSync(file)), verbosity: 0, cMapUrl: `${base}/cmaps/`, cMapPacked: true,
  standardFontDataUrl: `${base}/standard_fonts/`,
}).promise;

// The controller counts the characters of a page's items one after the other, without ends of lines.
const items = [];
for (let number = 1; number <= doc.numPages; number++) {
  const page = await doc.getPage(number);
  const content = await page.getTextContent({ disableNormalization: true });
  let at = 0;
  items.push(content.items.map((item) => {
    const start = at;
    at += item.str.length;
    return { start, end: at, left: item.transform[4], width: item.width, y: item.transform[5], length: item.str.length };
  }));
}

const links = { pagesCount: doc.numPages, page: 1, eventBus: null, LinkTarget };
const bus = new EventBus();
const controller = new PDFFindController({ linkService: links, eventBus: bus });
controller.setDocument(doc);
bus.dispatch('pagesinit', {});
controller.onIsPageVisible = () => true;

async function find(query) {
  controller._pageMatches = [];
  bus.dispatch('find', { source: null, type: 'new', query, caseSensitive: false, entireWord: false,
    highlightAll: true, findPrevious: false, matchDiacritics: false });
  const all = () => Object.keys(controller.pageMatches).length === doc.numPages && controller._pendingFindMatches.size === 0;
  for (let turn = 0; !all(); turn++) {
    if (turn > 5000) throw new Error(`no answer for ${query}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const places = [];
  controller.pageMatches.forEach((matches, page) => matches.forEach((start, index) => {
    const end = start + controller.pageMatchesLength[page][index];
    for (const item of items[page].filter((item) => item.start < end && item.end > start && item.length)) {
      places.push([page, item.left, item.left + item.width, item.y]);
    }
  }));
  return places;
}

const found = [];
for (const query of JSON.parse(fs.readFileSync(queries, 'utf8'))) found.push(await find(query));
fs.writeSync(1, JSON.stringify(found));
process.exit(0);
