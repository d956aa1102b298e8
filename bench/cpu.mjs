import { readFile } from 'node:fs/promises'

/** Seconds of CPU that a process has used; only Linux says so without help. */
export async function cpuSeconds(pid) {
  try {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1].split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return undefined
  }
}
