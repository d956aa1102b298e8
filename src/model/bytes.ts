/** Bytes that nobody shares, so that a `Blob` takes them: `Uint8Array<ArrayBuffer>`, which TypeScript 5.6 cannot read in declarations. */
export type Bytes = ReturnType<TextEncoder['encode']>
