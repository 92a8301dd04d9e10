// The client of `sahhaf lsp`, and a command that opens `sahhaf preview` in a browser.
'use strict'

const { spawn } = require('node:child_process')
const { commands, env, Uri, window, workspace } = require('vscode')
const { LanguageClient } = require('vscode-languageclient/node')

let client
let preview

function folder() {
  return workspace.workspaceFolders?.[0]?.uri.fsPath
}

function program() {
  return workspace.getConfiguration('sahhaf').get('program')
}

function show() {
  if (preview) preview.kill()
  const opener = `${env.appName.includes('Code') ? 'code' : 'codium'} -g {file}:{line}:{column}`
  preview = spawn(program(), ['preview', '--editor', opener], { cwd: folder() })
  preview.stdout.once('data', line => env.openExternal(Uri.parse(String(line).trim())))
  preview.on('error', error => window.showErrorMessage(`sahhaf: ${error.message}`))
}

exports.activate = context => {
  const server = { command: program(), args: ['lsp'], options: { cwd: folder() } }
  client = new LanguageClient('sahhaf', 'sahhaf', server, {
    documentSelector: [{ language: 'markdown' }, { pattern: '**/book.toml' }, { pattern: '**/*.bib' }],
    synchronize: { fileEvents: workspace.createFileSystemWatcher('**/*') },
  })
  context.subscriptions.push(commands.registerCommand('sahhaf.preview', show), { dispose: () => preview?.kill() })
  return client.start()
}

exports.deactivate = () => client?.stop()
