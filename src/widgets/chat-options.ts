import type { UseChatOptions } from '../hooks/use-chat.ts'

/** The props of a chat, parted: what is for `useChat`, and what is left. */
export function takeChatOptions<O, S, P extends Omit<UseChatOptions<unknown, O, S>, 'storage' | 'tools'>>(
  props: P,
): [
  Omit<UseChatOptions<unknown, O, S>, 'storage' | 'tools'>,
  Omit<P, Exclude<keyof UseChatOptions, 'storage' | 'tools'>>,
] {
  const {
    messages,
    toInput,
    fromResponse,
    whileStreaming,
    keepAlive,
    maxToolRounds,
    alwaysAllow,
    onSaved,
    id: _,
    onChunk,
    onElement,
    onMessage,
    onToolRequest,
    onInterrupt,
    onSuccess,
    onError,
    onSettled,
    ...rest
  } = props
  const callbacks = { onChunk, onElement, onMessage, onToolRequest, onInterrupt, onSuccess, onError, onSettled }
  const own = { messages, toInput, fromResponse, whileStreaming, keepAlive, maxToolRounds, alwaysAllow, onSaved }
  const options = { ...own, ...callbacks }
  return [options, rest]
}
