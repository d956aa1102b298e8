'use client'
import { type ComponentProps, type ReactNode, useMemo, useRef, useState } from 'react'
import { Composer } from '../components/composer.tsx'
import { ErrorNotice } from '../components/error-notice.tsx'
import { cx } from '../components/internal/cx.ts'
import { CLOSE, Icon, MIC } from '../components/internal/icons.tsx'
import { liveLabels } from '../components/labels/live.ts'
import { MessageList } from '../components/message-list.tsx'
import { type PartsOptions, PartsProvider, ToolAnswerContext, useLabels } from '../components/parts-context.tsx'
import type { LiveClient, UseLiveOptions, UseLiveResult } from '../hooks/use-live.ts'
import { useAnyLive } from '../hooks/use-live.ts'
import type { ToolAnswer } from '../components/parts-context.tsx'
import type { ToolRequestPart } from '../model/data.ts'
import { pairTools } from '../model/tools.ts'
import { type ChatToolEntries, type ChatToolEntry, splitTools, type TypedToolEntries } from './chat-tools.ts'
import { LevelMeter } from './level-meter.tsx'
import { LiveControls, LivePreview } from './live-controls.tsx'
import { LiveTurn } from './live-turn.tsx'
import { PartSet } from './part-set.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

interface LivePanelOwnProps<TI, TO> extends Omit<UseLiveOptions, 'tools'>, Omit<PartsOptions, 'tools'> {
  /** With whom. Default: the provider's `gemini`. */
  client?: LiveClient | undefined
  /** Tools by name: a component that shows one, or what the page does about it, and `render`. */
  tools?: TypedToolEntries<TI, TO> | undefined
  /** What may be shown to the model. Default: both; `[]`: nothing. */
  video?: readonly ('camera' | 'screen')[] | undefined
  /** Default: “Voice chat”. */
  title?: string | undefined
}
export type LivePanelProps<TI = unknown, TO = unknown> = LivePanelOwnProps<TI, TO> &
  Omit<ComponentProps<'section'>, 'children' | 'ref' | keyof LivePanelOwnProps<TI, TO>>

type Tools = Record<string, ChatToolEntry>

const BOTH = ['camera', 'screen'] as const

/**
 * A conversation by voice: one button to begin, meters for both sides, what was said as messages, mute, camera, screen, and
 * a box to write in. Without a microphone one writes, and is told why. Renders a `<section>`.
 *
 * @example
 * <LivePanel client={liveWithTokens(getToken)} model="gemini-2.5-flash-native-audio-preview" />
 * @selector [data-status] idle, connecting, open, reconnecting, closed, error · [data-speaking]
 */
export function LivePanel<TI = unknown, TO = unknown>({
  parts,
  tools,
  media,
  markdown,
  labels,
  ...props
}: LivePanelProps<TI, TO>): ReactNode {
  // Their types have been seen to by those of the props.
  const split = useMemo(() => splitTools(tools as ChatToolEntries | undefined), [tools])
  return (
    <PartsProvider parts={parts} tools={split.looks} media={media} markdown={markdown} labels={labels}>
      <PartSet>
        <Panel {...props} tools={split.tools} />
      </PartSet>
    </PartsProvider>
  )
}

function Panel({
  client,
  model,
  config,
  tools,
  microphone,
  microphoneId,
  worklet,
  frameRate,
  onMessage,
  onError,
  onClose,
  video = BOTH,
  title,
  className,
  ...props
}: Omit<LivePanelProps, keyof PartsOptions> & { tools: Tools }): ReactNode {
  const labels = useLabels(liveLabels)
  const root = useRef<HTMLElement>(null)
  useKeptFocus(root)
  const devices = { microphone, microphoneId, worklet, frameRate }
  const live = useAnyLive(client, { model, config, tools, ...devices, onMessage, onError, onClose })
  const { status, messages, problem, error, videoStream, isSpeaking } = live
  const isOn = status === 'open' || status === 'reconnecting'
  const isBusy = isOn || status === 'connecting'
  const name = title ?? labels.live
  const responses = pairTools(messages.map(({ message }) => message))
  const shown = messages.filter(({ message }) => message.role !== 'tool')
  return (
    <section
      aria-label={name}
      {...props}
      ref={root}
      className={cx('rg-live', className)}
      data-status={status}
      data-speaking={isSpeaking || undefined}
    >
      <header className="rg-live-head">
        <span className="rg-live-orb" aria-hidden="true">
          {isOn && <LevelMeter of="output" read={() => live.getLevel('output')} />}
          {isOn && <LevelMeter of="input" read={() => live.getLevel('input')} />}
        </span>
        <p role="status" className="rg-live-status">
          {statusOf(live, labels)}
        </p>
        {/* One button that stays where it is, so that the focus does. */}
        <button
          type="button"
          className={cx('rg-button', !isBusy && 'rg-live-talk', 'rg-live-switch')}
          onClick={() => (isBusy ? live.disconnect() : void live.connect())}
        >
          <Icon path={isBusy ? CLOSE : MIC} />
          {isBusy ? labels.hangUp : labels.talk}
        </button>
      </header>
      {problem && (
        <p role="alert" className="rg-live-problem">
          {labels.deviceProblem(problem.device, problem.reason)}
        </p>
      )}
      {error && <ErrorNotice error={error} onRetry={() => void live.connect()} />}
      <ToolAnswerContext.Provider value={(part) => answerOf(live, tools, part)}>
        <MessageList
          items={shown}
          busy={shown.at(-1)?.status === 'streaming'}
          after={shown.length === 0 && isOn && <p className="rg-live-empty">{labels.liveEmpty}</p>}
        >
          {(item) => <LiveTurn item={item} responses={responses} />}
        </MessageList>
      </ToolAnswerContext.Provider>
      {videoStream && <LivePreview stream={videoStream} />}
      {isOn && <LiveControls live={live} video={video} />}
      {isOn && <LiveComposer onSend={live.send} />}
    </section>
  )
}

function statusOf(live: UseLiveResult, labels: typeof liveLabels): string {
  const { status, isSpeaking, microphone } = live
  if (status !== 'open') return labels.liveStatus[status]
  return isSpeaking ? labels.speaking : microphone === 'on' ? labels.listening : labels.writing
}

/** What a person can do about a tool that nobody here runs. */
function answerOf(live: UseLiveResult, tools: Tools, part: ToolRequestPart): ToolAnswer | undefined {
  const found = live.toolRequests.find(({ toolRequest }) => toolRequest.ref === part.toolRequest.ref)
  if (!found) return undefined
  const respond = (output: unknown): void => live.respond(found, output)
  const { name } = part.toolRequest
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined
  return {
    approve: () => respond(tool?.approve ?? { approved: true }),
    decline: () => respond(tool?.decline ?? { declined: true }),
    respond,
    // The model runs nothing of the page's: whatever it is told is the answer.
    restart: (resumed) => respond(resumed ?? {}),
  }
}

function LiveComposer({ onSend }: { onSend: (text: string) => void }): ReactNode {
  const [text, setText] = useState('')
  return (
    <Composer
      value={text}
      onChange={setText}
      onSend={() => {
        onSend(text)
        setText('')
      }}
    />
  )
}
