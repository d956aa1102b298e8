'use client'
import { type ComponentProps, lazy, type ReactNode, Suspense, useContext, useMemo, useRef, useState } from 'react'
import type { Backend } from '../client/backend.ts'
import type { GenkitClient } from '../client/genkit-client.ts'
import type { ChatStorage } from '../client/chat-storage.ts'
import { chatLabels } from '../components/labels/chat.ts'
import { type PartsOptions, PartsProvider, useLabels } from '../components/parts-context.tsx'
import { GenAIContext } from '../hooks/context.ts'
import { type ChatInput, useAnyChat, type UseChatOptions } from '../hooks/use-chat.ts'
import { GenAIError } from '../model/errors.ts'
import type { ChatMessage } from '../model/chat/chat-message.ts'
import { ChatContext, type ChatSlots, type Feedback, FileDrop } from './chat-context.ts'
import type { OpenOptions } from './chat-frame.tsx'
import { takeChatOptions } from './chat-options.ts'
import { type ChatToolEntries, type ChatToolEntry, splitTools, type TypedToolEntries } from './chat-tools.ts'
import { ChatSection } from './chat-section.tsx'
import { ChatView, type ChatViewOptions } from './chat-view.tsx'
import { PartSet } from './part-set.tsx'
import { useThreadId } from './use-thread-id.ts'

/** The same one each time: nobody draws again for it. */
const NO_SLOTS: ChatSlots = {}

const ChatFrame = lazy(() => import('./chat-frame.tsx'))

interface ChatWidgetOwnProps<I, O, S, TI, TO> extends ChatViewOptions, OpenOptions, Omit<PartsOptions, 'tools'> {
  /** Who answers. Default: the provider's. */
  backend?: Backend<I, O, S> | undefined
  /** The agent that answers, in place of a backend: where it is mounted, behind the provider's client. */
  agent?: string | undefined
  /** Where it is: in the page, behind a button in the corner, or in a panel at the side. Default: `inline`. */
  mode?: 'inline' | 'floating' | 'panel' | undefined
  /** Default: “Chat”. */
  title?: string | undefined
  /** Tools by name: a component that shows one, or what the page does about it, and `render`. */
  tools?: TypedToolEntries<TI, TO> | undefined
  /** Where conversations are kept. It should live outside the component. Default: nowhere. */
  storage?: ChatStorage | undefined
  /** Show a list of conversations. Needs `storage`. */
  threads?: boolean | undefined
  /** Asks what people think of replies. */
  onFeedback?: ((message: ChatMessage, feedback: Feedback) => void) | undefined
  /** Components in place of those of the widget. They should live outside the component. */
  slots?: ChatSlots | undefined
}

type OwnProps<I, O, S, TI, TO> = ChatWidgetOwnProps<I, O, S, TI, TO> &
  Omit<UseChatOptions<I, O, S>, 'tools' | 'storage' | 'toInput' | 'online'>

/**
 * Props of `ChatWidget`; the rest go to its `<section>`. `toInput` is needed unless the backend takes
 * `{ messages, resume? }`.
 */
export type ChatWidgetProps<I = ChatInput, O = unknown, S = unknown, TI = unknown, TO = unknown> = OwnProps<
  I,
  O,
  S,
  TI,
  TO
> &
  Pick<UseChatOptions<I, O, S>, 'toInput'> &
  Omit<ComponentProps<'section'>, 'children' | 'ref' | keyof OwnProps<I, O, S, TI, TO>>

/**
 * A whole conversation: messages, composer, tools that ask, errors with a way on. In the page, or behind a button in its
 * corner. Renders a `<section>`.
 *
 * Enter sends, Shift+Enter breaks the line, Escape stops the reply and then closes a floating chat, ArrowUp in an empty
 * box goes to the messages.
 *
 * @example
 * <GenAIProvider client={genkit} backend={genkit.flow<typeof chatFlow>('chat')}>
 *   <ChatWidget title="Ask us" suggestions={['Where is my order?']} />
 * </GenAIProvider>
 * @selector [data-status] idle, pending, streaming, interrupted, error
 */
export function ChatWidget<I = ChatInput, O = unknown, S = unknown, TI = unknown, TO = unknown>({
  parts,
  tools,
  media,
  markdown,
  labels,
  ...props
}: ChatWidgetProps<I, O, S, TI, TO>): ReactNode {
  // Their types have been seen to by those of the props.
  const split = useMemo(() => splitTools(tools as ChatToolEntries | undefined), [tools])
  return (
    <PartsProvider parts={parts} tools={split.looks} media={media} markdown={markdown} labels={labels}>
      <PartSet>
        <ChatBody {...(props as BodyProps)} tools={split.tools} />
      </PartSet>
    </PartsProvider>
  )
}

/** From here on nobody looks at the types of the backend: those of the props have seen to them. */
type BodyProps = Omit<ChatWidgetProps<unknown>, 'tools' | keyof PartsOptions> & {
  tools: Record<string, ChatToolEntry>
}

/** @throws GenAIError `invalid` without a client. */
function backendOf(client: GenkitClient | undefined, agent: string): Backend<never> {
  if (client) return client.agent(agent)
  throw new GenAIError('invalid', 'No client found. Wrap the tree in <GenAIProvider client={createGenkitClient(…)}>.')
}

function ChatBody({
  backend,
  agent,
  mode = 'inline',
  title,
  storage,
  threads = false,
  id: given,
  tools,
  onFeedback,
  slots,
  open,
  defaultOpen,
  onOpenChange,
  welcome,
  suggestions,
  placeholder,
  follow,
  attachments,
  announce,
  className,
  ...props
}: BodyProps): ReactNode {
  const labels = useLabels(chatLabels)
  const input = useRef<HTMLTextAreaElement>(null)
  const hasList = threads && storage !== undefined
  const [id, show] = useThreadId(storage, hasList, given)
  const [options, rest] = takeChatOptions(props)
  const { client, backend: above } = useContext(GenAIContext)
  const answering = agent === undefined ? backend : backendOf(client, agent)
  const { store } = useAnyChat(answering, { keepAlive: hasList, ...options, tools, storage, id })
  const [held] = useState(() => ({ feedback: new Map<string, Feedback>(), files: new FileDrop() }))
  const isAgent = 'getSnapshot' in (answering ?? above ?? {})
  const context = useMemo(
    () => ({ chat: store, slots: slots ?? NO_SLOTS, isAgent, onFeedback, ...held }),
    [store, slots, isAgent, onFeedback, held],
  )
  const name = typeof title === 'string' ? title : labels.chat
  const isApart = mode === 'floating' || mode === 'panel'
  const chat = (close?: () => void): ReactNode => (
    <ChatSection
      {...rest}
      className={className}
      name={name}
      data-mode={isApart ? mode : 'inline'}
      input={input}
      onClose={close}
      threads={hasList ? { storage, current: id, show } : undefined}
    >
      {/* Another conversation has another place to scroll to. */}
      <ChatView
        key={id}
        welcome={welcome}
        suggestions={suggestions}
        placeholder={placeholder}
        follow={follow}
        attachments={attachments}
        announce={announce}
        input={input}
      />
    </ChatSection>
  )
  return (
    <ChatContext.Provider value={context}>
      {isApart ? (
        <Suspense fallback={null}>
          <ChatFrame
            mode={mode}
            name={name}
            open={open}
            defaultOpen={defaultOpen}
            onOpenChange={onOpenChange}
            input={input}
          >
            {chat}
          </ChatFrame>
        </Suspense>
      ) : (
        chat()
      )}
    </ChatContext.Provider>
  )
}
