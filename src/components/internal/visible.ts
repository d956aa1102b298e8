// Control characters and those that turn the reading direction, which can make a text look like another one.
const HIDDEN = /(?![\t\n]|\r\n)[\p{Cc}\p{Bidi_Control}]/gu
// Hebrew and Arabic set these marks beside punctuation. Elsewhere nobody needs them, and they hide.
const MARK = /[\u061c\u200e\u200f]/
const RIGHT_TO_LEFT = /[\u05d0-\u05f2\u0620-\u08ff]/

/** The text with its invisible characters spelled out: what a person agrees to must be what they see. */
export const visible = (text: string): string =>
  text.replace(HIDDEN, (character) =>
    MARK.test(character) && RIGHT_TO_LEFT.test(text)
      ? character
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
