import { chromium, type Browser } from 'playwright'

/** The Chromium that `npm test` found. */
export const launch = (...more: string[]): Promise<Browser> =>
  chromium.launch({
    ...(process.env['CHROME_PATH'] && { executablePath: process.env['CHROME_PATH'] }),
    args: [...(process.env['CHROME_ARGS'] ?? '').split(' ').filter(Boolean), ...more],
  })
