// node .ci/reader.mjs NODE_MODULES SCREENS BOOK.epub...
// Opens EPUBs as readers do and fails where a right-to-left book is not shown from right to left:
//   foliate-js    pages from the right, contents, landmarks, page list, faces
//   plain pages   every document alone in Chromium, no script: side of lines, order of sentences, tables, list digits
//   epub.js       the book opens, with its direction, contents and page list
// What is expected is read from the book itself, so that books in both directions can be given. Screenshots go to SCREENS.
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import url from 'node:url'

const [, , modules, screens, ...books] = process.argv
const load = name => import(url.pathToFileURL(path.resolve(modules, name)))
const { chromium } = await load('playwright-core/index.mjs')
const { default: JSZip } = await load('jszip/lib/index.js')

const PATIENCE = 60_000
const FACES = 30_000
const TRIES = 3
const types = {
  '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.ncx': 'application/xml',
  '.opf': 'application/xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.svg': 'image/svg+xml', '.ttf': 'font/ttf',
  '.xhtml': 'application/xhtml+xml', '.xml': 'application/xml', '.epub': 'application/epub+zip',
}

let failures = 0
const check = (ok, what) => { if (!ok) { failures += 1; console.log(`  FAILED: ${what}`) } }

// What is expected follows from the language, which is given apart from every direction.
const runsLeft = language => /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(language)

// ── The book as it says it is ───────────────────────────────────────────────

async function open(file) {
  const bytes = fs.readFileSync(file)
  const zip = await JSZip.loadAsync(bytes)
  const text = name => zip.file(name).async('string')
  const container = await text('META-INF/container.xml')
  const opf = container.match(/full-path="([^"]+)"/)[1]
  const folder = opf.includes('/') ? opf.replace(/[^/]+$/, '') : ''
  const pack = await text(opf)
  const items = new Map([...pack.matchAll(/<item [^>]*>/g)].map(([tag]) =>
    [tag.match(/ id="([^"]+)"/)[1], { href: tag.match(/ href="([^"]+)"/)[1], tag }]))
  const spine = [...pack.matchAll(/<itemref [^>]*idref="([^"]+)"/g)].map(([, id]) => folder + items.get(id).href)
  const nav = [...items.values()].find(item => / properties="[^"]*\bnav\b/.test(item.tag))
  const navigation = await text(folder + nav.href)
  const list = type => (navigation.match(new RegExp(`<nav [^>]*epub:type="${type}"[^]*?</nav>`)) ?? [''])[0]
  const count = type => (list(type).match(/<a /g) ?? []).length
  return {
    bytes, zip, spine, nav: folder + nav.href,
    dir: pack.match(/page-progression-direction="([^"]+)"/)?.[1] ?? 'ltr',
    side: runsLeft(pack.match(/<dc:language[^>]*>([^<]+)/)?.[1] ?? '') ? 'rtl' : 'ltr',
    toc: count('toc'), landmarks: count('landmarks'), pages: count('page-list'),
  }
}

// ── A server for one book, and the pages that show it ───────────────────────

const epubjsPage = `<!DOCTYPE html><meta charset="utf-8"><div id="area" style="width:1000px;height:700px"></div>
<script src="/modules/jszip/dist/jszip.min.js"></script><script src="/modules/epubjs/dist/epub.min.js"></script>`

async function serve(book) {
  const server = http.createServer(async (request, response) => {
    const wanted = decodeURIComponent(new URL(request.url, 'http://x').pathname)
    const send = bytes => {
      response.writeHead(200, { 'content-type': types[path.extname(wanted)] ?? 'application/octet-stream' })
      response.end(bytes)
    }
    try {
      if (wanted === '/book.epub') return send(book.bytes)
      if (wanted === '/epubjs.html') return send(epubjsPage)
      if (wanted.startsWith('/book/')) return send(await book.zip.file(wanted.slice(6)).async('nodebuffer'))
      if (wanted.startsWith('/modules/')) return send(fs.readFileSync(path.join(modules, path.normalize(wanted.slice(8)))))
    } catch { /* told below */ }
    response.writeHead(404)
    response.end()
  })
  await new Promise(ready => server.listen(0, '127.0.0.1', ready))
  return { base: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}

// ── foliate-js ──────────────────────────────────────────────────────────────

async function foliate(page, base, book, shot) {
  await page.goto(`${base}/modules/foliate-js/reader.html?url=${encodeURIComponent(`${base}/book.epub`)}`)
  await page.waitForFunction(() => document.querySelector('foliate-view')?.renderer?.getContents?.()?.length > 0)
  const seen = await page.evaluate(() => {
    const { book } = document.querySelector('foliate-view')
    const flat = list => (list ?? []).flatMap(one => [one, ...flat(one.subitems)])
    return {
      dir: book.dir,
      toc: flat(book.toc).map(one => ({ label: one.label, found: Boolean(book.resolveHref(one.href)) })),
      landmarks: (book.landmarks ?? []).length,
      pages: (book.pageList ?? []).map(one => ({ label: one.label, found: Boolean(book.resolveHref(one.href)) })),
    }
  })
  check(seen.dir === book.dir, `foliate-js: the book runs ${seen.dir}, not ${book.dir}`)
  check(seen.toc.length === book.toc && book.toc > 0, `foliate-js: ${seen.toc.length} contents of ${book.toc}`)
  check(seen.toc.every(one => one.found && one.label), 'foliate-js: an entry of the contents leads nowhere')
  check(seen.landmarks === book.landmarks && book.landmarks > 0, `foliate-js: ${seen.landmarks} landmarks of ${book.landmarks}`)
  check(seen.pages.length === book.pages, `foliate-js: ${seen.pages.length} listed pages of ${book.pages}`)
  check(seen.pages.every(one => one.found && one.label), 'foliate-js: a listed page leads nowhere')
  const turned = await page.evaluate(async ({ spine, nav, patience }) => {
    const view = document.querySelector('foliate-view')
    const longest = { index: 0, size: 0 }
    for (const [index, section] of view.book.sections.entries()) {
      if (section.id !== nav && section.size > longest.size) Object.assign(longest, { index, size: section.size })
    }
    const { renderer } = view
    const ready = () => renderer.getContents().find(one => one.index === longest.index && one.doc.readyState === 'complete' && one.doc.querySelector('p'))
    // While the reader still opens the book, a jump is lost: it is asked for again.
    for (let left = patience; !ready(); left -= 500) {
      if (left <= 0) throw new Error('Timeout: the document was not shown')
      await view.goTo(longest.index)
      await new Promise(done => setTimeout(done, 500))
    }
    const { doc } = ready()
    await Promise.race([doc.fonts.ready, new Promise(done => setTimeout(done, patience))])
    const shown = node => { const range = doc.createRange(); range.selectNodeContents(node); return range.getClientRects()[0] }
    const blocks = [...doc.querySelectorAll('h1, h2, p')].filter(one => shown(one)?.width > 0)
    const side = { first: shown(blocks[0]).left, last: shown(blocks.at(-1)).left, pages: renderer.pages }
    const before = renderer.page
    await view.goLeft()
    return { ...side, before, after: renderer.page, dir: doc.documentElement.dir, spine: spine.length,
      fonts: [...doc.fonts].map(font => font.status) }
  }, { spine: book.spine, nav: book.nav, patience: FACES })
  const rtl = book.dir === 'rtl'
  check(turned.pages > 3, 'foliate-js: the longest document has one page only')
  check(rtl === (turned.first > turned.last), `foliate-js: the first page lies ${turned.first > turned.last ? 'right' : 'left'} of the last`)
  check(!rtl || turned.after > turned.before, 'foliate-js: a turn to the left does not lead on')
  check(turned.fonts.includes('loaded') && !turned.fonts.includes('error'), `foliate-js: faces ${turned.fonts}`)
  await page.screenshot({ path: shot('foliate') })
  console.log(`  foliate-js: ${seen.dir}, ${seen.toc.length} contents, ${seen.landmarks} landmarks, ${seen.pages.length} pages listed, faces ${turned.fonts}`)
}

// ── Plain documents ─────────────────────────────────────────────────────────

// Runs in the page: what stands where. Lines are found from the rectangles of letters, not from styles.
function measure() {
  const faults = []
  const counts = { paragraphs: 0, lines: 0, tables: 0, lists: 0 }
  const name = node => `<${node.localName}> «${node.textContent.trim().slice(0, 30)}»`
  const runsLeft = node => /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(node.closest('[lang]')?.lang ?? '')
  const letters = node => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
    const found = []
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      // Small raised signs stand on lines of their own for a rectangle.
      if (text.parentElement.closest('sup, sub')) continue
      for (let at = 0; at < text.data.length; at++) {
        const range = document.createRange()
        range.setStart(text, at)
        range.setEnd(text, at + 1)
        const box = range.getBoundingClientRect()
        if (box.width > 0 && box.height > 0 && text.data[at].trim()) found.push({ sign: text.data[at], box })
      }
    }
    return found
  }
  for (const p of document.querySelectorAll('p')) {
    const style = getComputedStyle(p)
    if (['center', 'end'].includes(style.textAlign) || p.closest('pre, figure, .verse, .title-page, table, aside, li, dd')) continue
    const all = letters(p)
    if (all.length < 20) continue
    const bottom = all.at(-1).box
    const last = all.filter(one => Math.abs(one.box.top + one.box.bottom - bottom.top - bottom.bottom) < bottom.height)
    const edges = p.getBoundingClientRect()
    const right = edges.right - Math.max(...last.map(one => one.box.right))
    const left = Math.min(...last.map(one => one.box.left)) - edges.left
    const rtl = runsLeft(p)
    const indent = 3 * parseFloat(style.fontSize)
    counts.paragraphs += 1
    if ((rtl ? right : left) > indent) faults.push(`the last line of ${name(p)} stands away from its side`)
    if (Math.max(left, right) > indent * 2 && rtl !== left > right) faults.push(`${name(p)} is set from the wrong side`)
    const end = all.at(-1)
    const others = last.filter(one => one !== end)
    if (/[.؟!؛:]/.test(end.sign) && others.length > 3) {
      const ends = rtl ? others.every(one => one.box.left > end.box.left - 1) : others.every(one => one.box.right < end.box.right + 1)
      if (!ends) faults.push(`the last sign of ${name(p)} does not stand at its end`)
      counts.lines += 1
    }
  }
  for (const table of document.querySelectorAll('table')) {
    const row = [...table.rows].find(one => one.cells.length > 1)
    if (!row) continue
    const [first, second] = [...row.cells].map(cell => cell.getBoundingClientRect().left)
    const rtl = runsLeft(table)
    counts.tables += 1
    if (rtl !== first > second) faults.push(`the first column of ${name(table)} stands on the wrong side`)
  }
  counts.lists = document.querySelectorAll('body ol:not(nav ol)').length
  const html = getComputedStyle(document.documentElement)
  return { faults, counts, dir: html.direction, fonts: [...document.fonts].map(font => font.status), lang: document.documentElement.lang }
}

// What list markers say, from the accessibility tree: the only place where their text can be read.
async function markers(page) {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  return nodes.filter(node => node.role?.value === 'ListMarker').map(node => (node.name?.value ?? '').trim())
}

async function plain(page, base, book, shot) {
  const total = { paragraphs: 0, lines: 0, tables: 0, lists: 0, counted: 0, loaded: 0 }
  for (const [at, name] of book.spine.entries()) {
    await page.goto(`${base}/book/${name}`)
    await page.evaluate(async patience => {
      await Promise.race([document.fonts.ready, new Promise(done => setTimeout(done, patience))])
    }, FACES)
    const seen = await page.evaluate(measure)
    for (const fault of seen.faults) check(false, `${name}: ${fault}`)
    const side = runsLeft(seen.lang) ? 'rtl' : 'ltr'
    check(seen.dir === side, `${name}: the page runs ${seen.dir}, its language is ${seen.lang}`)
    check(!seen.fonts.includes('error'), `${name}: faces ${seen.fonts}`)
    total.loaded += seen.fonts.filter(status => status === 'loaded').length
    for (const key of Object.keys(seen.counts)) total[key] += seen.counts[key]
    if (seen.counts.lists > 0) {
      const said = (await markers(page)).filter(text => /\p{Nd}/u.test(text))
      const own = /^fa|^ps|^ur/.test(seen.lang) ? /[۰-۹]/ : /^ar|^ckb/.test(seen.lang) ? /[٠-٩]/ : /[0-9]/
      const counted = said.filter(text => own.test(text)).length
      total.counted += counted
      check(said.length === 0 || counted > 0, `${name}: lists are counted ${said.slice(0, 4).join(' ')}`)
    }
    if (at < 6) await page.screenshot({ path: shot(`plain-${at + 1}`) })
  }
  check(total.loaded > 0, 'plain pages: no face was loaded')
  check(total.paragraphs > 0 && total.lines > 0, 'plain pages: no paragraph could be measured')
  console.log(`  plain pages: ${book.spine.length} documents, ${total.paragraphs} paragraphs, ${total.lines} last signs, ` +
    `${total.tables} tables, ${total.counted} list numbers`)
  return total
}

// ── epub.js ─────────────────────────────────────────────────────────────────

async function epubjs(page, base, book, shot) {
  await page.goto(`${base}/epubjs.html`)
  const seen = await page.evaluate(async ({ base, chapter }) => {
    const book = window.ePub(`${base}/book.epub`, { openAs: 'epub' })
    await book.ready
    const rendition = book.renderTo('area', { width: 1000, height: 700 })
    await rendition.display(chapter)
    const contents = rendition.getContents()[0]
    const flat = list => list.flatMap(one => [one, ...flat(one.subitems ?? [])])
    return {
      dir: book.packaging.metadata.direction, toc: flat(book.navigation.toc).length, landmarks: book.navigation.landmarks.length,
      pages: book.pageList?.pageList?.length ?? 0, text: contents.document.body.textContent.trim().length,
      shown: contents.window.getComputedStyle(contents.document.body).direction,
    }
  }, { base, chapter: book.spine.indexOf(book.spine.find((name, at) => at > 1 && name !== book.nav)) })
  check((seen.dir || 'ltr') === book.dir, `epub.js: the book runs ${seen.dir}, not ${book.dir}`)
  check(seen.shown === book.dir, `epub.js: the text runs ${seen.shown}`)
  check(seen.toc === book.toc, `epub.js: ${seen.toc} contents of ${book.toc}`)
  check(seen.landmarks === book.landmarks, `epub.js: ${seen.landmarks} landmarks of ${book.landmarks}`)
  check(seen.pages === book.pages, `epub.js: ${seen.pages} listed pages of ${book.pages}`)
  check(seen.text > 20, 'epub.js: the chapter is empty')
  await page.screenshot({ path: shot('epubjs') })
  console.log(`  epub.js: ${seen.dir}, ${seen.toc} contents, ${seen.pages} pages listed`)
}

// ── All of them ─────────────────────────────────────────────────────────────

// A slow machine may time out: that, and nothing else, is tried again.
async function retried(context, show) {
  for (let left = TRIES; ; left--) {
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE)
    const before = failures
    try {
      return await show(page)
    } catch (error) {
      if (left === 1 || !/Timeout|closed|crashed|net::/.test(String(error))) throw error
      failures = before
      console.log(`  again: ${String(error).split('\n')[0]}`)
    } finally {
      await page.close().catch(() => {})
    }
  }
}

fs.mkdirSync(screens, { recursive: true })
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'reader-'))
const launch = () => chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, viewport: { width: 1100, height: 800 }, timeout: PATIENCE,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
const context = await launch().catch(launch).catch(launch)
const all = { tables: 0, counted: 0 }
for (const file of books) {
  console.log(path.basename(file))
  const book = await open(file)
  check(book.dir === book.side, `the spine runs ${book.dir}, the language of the book ${book.side}`)
  const server = await serve(book)
  const shot = name => path.join(screens, `${path.basename(file, '.epub')}-${name}.png`)
  await retried(context, page => foliate(page, server.base, book, shot))
  const total = await retried(context, page => plain(page, server.base, book, shot))
  await retried(context, page => epubjs(page, server.base, book, shot))
  all.tables += total.tables
  all.counted += total.counted
  server.close()
}
check(all.tables > 0, 'no book has a table to look at')
check(all.counted > 0, 'no book has a list to look at')
await context.close()
fs.rmSync(profile, { recursive: true, force: true })
console.log(failures ? `${failures} failed` : `all as it should be; screenshots in ${screens}`)
process.exit(failures ? 1 : 0)
