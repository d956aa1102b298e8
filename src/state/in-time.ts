import { GenAIError } from '../model/errors.ts'

/** What somebody else promises, if they keep it in time. @throws GenAIError `timeout` when they do not. */
export async function inTime<T>(promise: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = `${what} took longer than ${milliseconds / 1000} s, and is not waited for any more.`
      reject(new GenAIError('timeout', `${message} The next change tries again.`, { retryable: true }))
    }, milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
