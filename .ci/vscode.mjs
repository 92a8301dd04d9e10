// node .ci/vscode.mjs SAHHAF
// Runs the client of editors/vscode with a stand-in for VS Code and its language client: the two commands open the
// preview of the book around the text one is at, and lead it to the line.
import fs from 'node:fs'
import Module, { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import url from 'node:url'

const sahhaf = path.resolve(process.argv[2])
let failures = 0
const check = (ok, what) => { if (!ok) { failures += 1; console.log(`  FAILED: ${what}`) } }

// ── Two books side by side ──────────────────────────────────────────────────

const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-')))
for (const book of ['one', 'two']) {
  const folder = path.join(root, book)
  fs.mkdirSync(folder)
  fs.writeFileSync(path.join(folder, 'book.toml'), `[book]\ntitle = "${book}"\nlanguage = "fa"\n`)
  fs.writeFileSync(path.join(folder, '1 یک.md'), '# یک\n\nکتاب خوب.\n')
}

// ── A stand-in for the editor ───────────────────────────────────────────────

const commands = new Map()
const opened = []
const said = []
const started = []
const settings = { program: sahhaf, editor: '' }
const vscode = {
  commands: { registerCommand: (name, act) => { commands.set(name, act); return { dispose() {} } } },
  env: { uriScheme: 'vscode', openExternal: async target => { opened.push(target) } },
  Uri: { parse: text => text },
  window: {
    activeTextEditor: undefined,
    showErrorMessage: words => { said.push(words) }, setStatusBarMessage: words => { said.push(words) },
  },
  workspace: {
    workspaceFolders: [{ uri: { fsPath: root } }],
    getConfiguration: () => ({ get: name => settings[name] }),
    createFileSystemWatcher: () => ({}),
  },
}
class LanguageClient {
  constructor(...all) { this.all = all }
  async start() { started.push(this.all) }
  async stop() {}
}
const load = Module._load
Module._load = (name, ...rest) => ({ vscode, 'vscode-languageclient/node': { LanguageClient } })[name] ?? load(name, ...rest)
const extension = createRequire(import.meta.url)(url.fileURLToPath(new URL('../editors/vscode/extension.js', import.meta.url)))

const at = (book, line) => {
  vscode.window.activeTextEditor = {
    document: { uri: { scheme: 'file', fsPath: path.join(root, book, '1 یک.md') } }, selection: { active: { line } },
  }
}
const state = async () => (await fetch(`${opened.at(-1)}state`)).json()
const bound = async () => {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const now = await state()
    if (now.book && !now.working) return now
    await new Promise(done => setTimeout(done, 50))
  }
  return {}
}

// ── What it does ────────────────────────────────────────────────────────────

const context = { subscriptions: [] }
await extension.activate(context)
check(started.length === 1 && started[0][2].command === sahhaf && started[0][2].args.join() === 'lsp', 'the language server is started')

at('two', 2)
await commands.get('sahhaf.preview')()
check(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/$/.test(opened[0]), `what is opened is ${opened[0]}`)
const { book, editor } = await bound()
check(book?.title === 'two' && editor === true, `the book around the text, with an editor: ${book?.title}, ${editor}`)

await commands.get('sahhaf.show')()
check(opened.length === 1, 'a preview that is there is not opened again')
const { shown } = await state()
check(shown?.file === '1 یک.md' && shown.line === 3, `the line that one is at is shown: ${JSON.stringify(shown)}`)
check(!said.length, `nothing is to be complained of: ${said}`)

// Another book: its own preview, and the line of that one, though it may not be bound yet.
at('one', 2)
await commands.get('sahhaf.show')()
check(opened.length === 2 && opened[1] !== opened[0], 'another book has a preview of its own')
check((await bound()).book?.title === 'one', 'and it is that of the other book')
check((await state()).shown?.line === 3, 'a line is shown in a preview that has just begun')

// A program that is not there is told of.
settings.program = path.join(root, 'nothing')
at('two', 2)
await commands.get('sahhaf.preview')()
check(said.some(words => /nothing/.test(words)), `a program that is not there: ${said}`)

context.subscriptions.forEach(one => one.dispose())
await extension.deactivate()
fs.rmSync(root, { recursive: true, force: true })
console.log(failures ? `${failures} failed` : 'all as it should be')
process.exit(failures ? 1 : 0)
