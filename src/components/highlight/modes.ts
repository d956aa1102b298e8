import type { StreamParser } from '@codemirror/streamparser'

type Load = () => Promise<StreamParser<unknown>>

const clike = (name: 'c' | 'cpp' | 'csharp' | 'dart' | 'java' | 'kotlin' | 'objectiveC' | 'scala'): Load => {
  return async () => (await import('@codemirror/legacy-modes/mode/clike'))[name]
}
const script = (name: 'javascript' | 'json' | 'typescript'): Load => {
  return async () => (await import('@codemirror/legacy-modes/mode/javascript'))[name]
}
const style = (name: 'css' | 'less' | 'sCSS'): Load => {
  return async () => (await import('@codemirror/legacy-modes/mode/css'))[name]
}
const markup = (name: 'html' | 'xml'): Load => {
  return async () => (await import('@codemirror/legacy-modes/mode/xml'))[name]
}
const shell: Load = async () => (await import('@codemirror/legacy-modes/mode/shell')).shell

/** Languages by the names that people write after a fence. Each comes with the first block that is written in it. */
const MODES: ReadonlyMap<string, Load> = new Map(
  Object.entries<Load>({
    'c h': clike('c'),
    'c# cs csharp': clike('csharp'),
    'c++ cc cpp cxx hpp': clike('cpp'),
    'clj clojure': async () => (await import('@codemirror/legacy-modes/mode/clojure')).clojure,
    css: style('css'),
    dart: clike('dart'),
    'diff patch': async () => (await import('@codemirror/legacy-modes/mode/diff')).diff,
    'docker dockerfile': async () => (await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile,
    'go golang': async () => (await import('@codemirror/legacy-modes/mode/go')).go,
    'haskell hs': async () => (await import('@codemirror/legacy-modes/mode/haskell')).haskell,
    'html svelte vue': markup('html'),
    java: clike('java'),
    'javascript js jsx mjs': script('javascript'),
    'json json5 jsonc jsonl': script('json'),
    'jl julia': async () => (await import('@codemirror/legacy-modes/mode/julia')).julia,
    'kotlin kt': clike('kotlin'),
    less: style('less'),
    lua: async () => (await import('@codemirror/legacy-modes/mode/lua')).lua,
    nginx: async () => (await import('@codemirror/legacy-modes/mode/nginx')).nginx,
    'objc objective-c': clike('objectiveC'),
    'perl pl': async () => (await import('@codemirror/legacy-modes/mode/perl')).perl,
    'powershell ps1': async () => (await import('@codemirror/legacy-modes/mode/powershell')).powerShell,
    'ini properties': async () => (await import('@codemirror/legacy-modes/mode/properties')).properties,
    'proto protobuf': async () => (await import('@codemirror/legacy-modes/mode/protobuf')).protobuf,
    'py python': async () => (await import('@codemirror/legacy-modes/mode/python')).python,
    r: async () => (await import('@codemirror/legacy-modes/mode/r')).r,
    'rb ruby': async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby,
    'rs rust': async () => (await import('@codemirror/legacy-modes/mode/rust')).rust,
    'bash console sh shell zsh': shell,
    scala: clike('scala'),
    'sass scss': style('sCSS'),
    'mysql postgres postgresql sql sqlite': async () => (await import('@codemirror/legacy-modes/mode/sql')).standardSQL,
    swift: async () => (await import('@codemirror/legacy-modes/mode/swift')).swift,
    toml: async () => (await import('@codemirror/legacy-modes/mode/toml')).toml,
    'ts tsx typescript': script('typescript'),
    'svg xml': markup('xml'),
    'yaml yml': async () => (await import('@codemirror/legacy-modes/mode/yaml')).yaml,
  }).flatMap(([names, load]) => names.split(' ').map((name): [string, Load] => [name, load])),
)

export const loadMode = (language: string): Promise<StreamParser<unknown>> | undefined =>
  MODES.get(language.toLowerCase())?.()
