/** Deep inside of LlamaIndex’s editor, Prism’s languages look for Prism where only some bundlers put it. */
import Prism from 'prismjs'

globalThis.Prism = Prism
