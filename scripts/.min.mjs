import { build } from 'esbuild'
const od={name:'o',setup(api){api.onResolve({filter:/./},({path,kind})=>kind==='dynamic-import'?{path,external:true}:undefined)}}
for (const f of process.argv.slice(2)){const r=await build({entryPoints:[f],bundle:false,minify:true,write:false,format:'esm'});console.log(f,r.outputFiles[0].text.length,r.outputFiles[0].text)}
