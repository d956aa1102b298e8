// Control characters and those that turn the reading direction, which can make a text look like another one.
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/gu

/** The text with its invisible characters spelled out: what a person agrees to must be what they see. */
export const visible = (text: string): string =>
  text.replace(HIDDEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
