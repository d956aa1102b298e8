/**
 * How many characters the platform's own searches and parsers looked at during `run`. A reader that looks at everything
 * anew for each piece shows by its count, on a machine of any speed.
 */
export function workOf(run: () => void): number {
  const { exec } = RegExp.prototype
  const { parse } = JSON
  let work = 0
  const countedExec = function (this: RegExp, text: string): RegExpExecArray | null {
    const from = this.global || this.sticky ? this.lastIndex : 0
    const found = exec.call(this, text)
    work += 1
    if (found) work += found.index + found[0].length - from
    else if (!this.sticky) work += Math.max(0, text.length - from)
    return found
  }
  const countedParse: typeof JSON.parse = (text, reviver) => {
    work += text.length
    return parse(text, reviver)
  }
  try {
    // Both are put back below.
    // oxlint-disable-next-line no-extend-native
    Object.defineProperty(RegExp.prototype, 'exec', { value: countedExec, configurable: true, writable: true })
    JSON.parse = countedParse
    run()
  } finally {
    // oxlint-disable-next-line no-extend-native
    Object.defineProperty(RegExp.prototype, 'exec', { value: exec, configurable: true, writable: true })
    JSON.parse = parse
  }
  return work
}
