/** An address fit for a message: a query, or what stands before an `@`, may hold a key. */
export const shownUrl = (url: string): string => url.replace(/[?#].*|(?<=\/\/)[^/@]*@/g, '')
