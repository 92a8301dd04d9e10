// The client of `sahhaf lsp`, and commands that open `sahhaf preview` in a browser and lead it to the line one is at.
'use strict'

const { spawn } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { commands, env, Uri, window, workspace } = require('vscode')
const { LanguageClient } = require('vscode-languageclient/node')

let client
let preview // { folder, program, address }, the last a promise

const setting = name => workspace.getConfiguration('sahhaf').get(name)

// The book of the text one is at: the nearest folder above it with a book.toml, else one that the editor has open.
function folder() {
  const file = window.activeTextEditor?.document.uri
  const isBook = folder => fs.existsSync(path.join(folder, 'book.toml'))
  if (file?.scheme === 'file') {
    for (let above = path.dirname(file.fsPath); above !== path.dirname(above); above = path.dirname(above)) {
      if (isBook(above)) return above
    }
  }
  const open = workspace.workspaceFolders?.map(one => one.uri.fsPath) ?? []
  return open.flatMap(one => [one, path.join(one, 'book')]).find(isBook) ?? open[0]
}

function opener() {
  const names = { vscode: 'code', 'vscode-insiders': 'code-insiders', vscodium: 'codium' }
  return setting('editor') || `${names[env.uriScheme] ?? env.uriScheme} -g {file}:{line}:{column}`
}

function start(folder) {
  preview?.program.kill()
  const program = spawn(setting('program'), ['preview', '--editor', opener()], { cwd: folder })
  const address = new Promise((said, failed) => {
    program.stdout.once('data', line => said(String(line).trim()))
    program.once('error', failed)
    program.once('exit', () => { if (preview?.program === program) preview = undefined; failed(new Error('the preview has ended')) })
  })
  preview = { folder, program, address }
}

async function show() {
  try {
    const wanted = folder()
    if (preview?.folder !== wanted) start(wanted)
    await env.openExternal(Uri.parse(await preview.address))
  } catch (error) { window.showErrorMessage(`sahhaf: ${error.message}`) }
}

// The preview goes to the page of the line one is at.
async function showPlace() {
  const editor = window.activeTextEditor
  if (!editor) return
  if (preview?.folder !== folder()) await show()
  const place = new URLSearchParams({ file: editor.document.uri.fsPath, line: editor.selection.active.line + 1 })
  const target = `${await preview?.address}show?${place.toString().replaceAll('+', '%20')}`
  const answer = await fetch(target, { method: 'POST' }).catch(() => undefined)
  if (!answer?.ok || (await answer.json()).shown === false) window.setStatusBarMessage('sahhaf: this line stands on no page', 4000)
}

exports.activate = context => {
  const server = { command: setting('program'), args: ['lsp'] }
  client = new LanguageClient('sahhaf', 'sahhaf', server, {
    documentSelector: [{ language: 'markdown' }, { pattern: '**/book.toml' }, { pattern: '**/*.bib' }]
      .map(one => ({ scheme: 'file', ...one })),
    // VS Code outlines Markdown by itself.
    middleware: { provideDocumentSymbols: () => [] },
    synchronize: { fileEvents: workspace.createFileSystemWatcher('**/*') },
  })
  context.subscriptions.push(
    commands.registerCommand('sahhaf.preview', show), commands.registerCommand('sahhaf.show', showPlace),
    { dispose: () => preview?.program.kill() },
  )
  return client.start()
}

exports.deactivate = () => client?.stop()
