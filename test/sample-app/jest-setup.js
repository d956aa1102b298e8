// Jest's jsdom has no `MessageChannel`, which a reply needs that takes longer than a moment. Node's own does not do: React
// would hold on to it, and Jest would never end.
globalThis.MessageChannel ??= class {
  port1 = { onmessage: undefined, close() {} }
  port2 = { postMessage: (data) => void setTimeout(() => this.port1.onmessage?.({ data })) }
}
