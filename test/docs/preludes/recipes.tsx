/** What signs people in is the app’s. */
export const token = async (): Promise<string> => 'token-of-ada'
