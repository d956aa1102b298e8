/**
 * Why a microphone, camera or screen cannot be used: `refused` (by the person, or the page’s policy) · `missing` · `busy`
 * (another app has it) · `insecure` (pages without HTTPS have none) · `failed`.
 */
export type DeviceProblemReason = 'refused' | 'missing' | 'busy' | 'insecure' | 'failed'

/** What cannot be used, and why. The session goes on without it. */
export interface DeviceProblem {
  device: 'microphone' | 'camera' | 'screen'
  reason: DeviceProblemReason
  cause: unknown
}

const REASONS: Record<string, DeviceProblemReason> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
}

/** The media devices of this page. Throws where there are none. */
export function mediaDevices(): MediaDevices {
  // Browsers hide them from pages that anybody on the way could have written.
  const { mediaDevices: found } = globalThis.navigator ?? {}
  if (!found) throw new DOMException('There are no media devices: the page is not secure.', 'InsecureError')
  return found
}

export function problemOf(device: DeviceProblem['device'], cause: unknown): DeviceProblem {
  const name = cause instanceof Error ? cause.name : ''
  const reason = name === 'InsecureError' ? 'insecure' : (REASONS[name] ?? 'failed')
  return { device, reason, cause }
}
