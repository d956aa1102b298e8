/** For Node and Deno, which have arguments and a console. */
import { ask } from './ask.mjs'

console.log(JSON.stringify(await ask(globalThis.Deno ? globalThis.Deno.args[0] : globalThis.process.argv[2])))
