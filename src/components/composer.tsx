'use client'
import {
  type ClipboardEvent,
  type ComponentProps,
  type DragEvent,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { cx } from './internal/cx.ts'
import { ATTACH, SEND, STOP, Icon } from './internal/icons.tsx'
import { chatLabels } from './labels/chat.ts'
import { fileLabels } from './labels/files.ts'
import { useLabels } from './parts-context.tsx'

export interface ComposerProps extends Omit<ComponentProps<'form'>, 'onChange' | 'onSubmit' | 'children' | 'ref'> {
  value: string
  onChange: (value: string) => void
  /** Sends what is written. Called only when there is something to send. */
  onSend: () => void
  /** Ends what is being written by the model. The button for it takes the place of the other, while nothing is written. */
  onStop?: (() => void) | undefined
  /** The model is writing. */
  busy?: boolean | undefined
  /** There is something to send besides the text. */
  hasContent?: boolean | undefined
  /** Sending has to wait: for an upload, say. */
  blocked?: boolean | undefined
  /** Takes files that were pasted, dropped or chosen; without it there is no button for them. */
  onFiles?: ((files: File[]) => void) | undefined
  /** What the file dialog offers, as `<input accept>` has it. */
  accept?: string | undefined
  placeholder?: string | undefined
  /** What the box is called. Default: “Message”. */
  label?: string | undefined
  /** Whether Enter sends. Default: everywhere but on touch keyboards, where it breaks the line. Mod+Enter always sends. */
  enterSends?: boolean | undefined
  /** Above the text: what goes with it. */
  before?: ReactNode
  /** Beside the buttons: a counter, a choice of model. */
  tools?: ReactNode
  /** Called for keys in the box before they are understood here; `preventDefault` keeps them from it. */
  onInputKeyDown?: ((event: KeyboardEvent<HTMLTextAreaElement>) => void) | undefined
  inputRef?: Ref<HTMLTextAreaElement | null> | undefined
}

const words = { ...chatLabels, ...fileLabels }

/** A touch keyboard has no Shift+Enter, so its Enter must break the line. */
const isTouch = (): boolean => typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches

const never = (): (() => void) => () => undefined

const filesOf = (data: DataTransfer): File[] => [...data.files]

/**
 * The box that a message is written in. Enter sends and Shift+Enter breaks the line, also while an input method is at
 * work. Renders a `<form>`; the text, and everything about it, is the caller's.
 * @selector [data-busy], [data-dragging]
 */
export function Composer({
  value,
  onChange,
  onSend,
  onStop,
  busy = false,
  hasContent = false,
  blocked = false,
  onFiles,
  accept,
  placeholder,
  label,
  enterSends,
  before,
  tools,
  onInputKeyDown,
  inputRef,
  className,
  ...props
}: ComposerProps): ReactNode {
  const labels = useLabels(words)
  const id = useId()
  const own = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle<HTMLTextAreaElement | null, HTMLTextAreaElement | null>(inputRef, () => own.current)
  const picker = useRef<HTMLInputElement>(null)
  const [isDragging, setDragging] = useState(false)
  // Nobody can tell on a server; and nothing tells when it changes.
  const hasTouch = useSyncExternalStore(never, isTouch, () => false)
  const sendsByEnter = enterSends ?? !hasTouch
  const canSend = (value.trim() !== '' || hasContent) && !blocked

  // Where CSS cannot do it. Read and written in one go, so that nothing flickers.
  useLayoutEffect(() => {
    const { current } = own
    if (!current || CSS.supports('field-sizing', 'content')) return
    current.style.blockSize = 'auto'
    current.style.blockSize = `${current.scrollHeight}px`
  })

  const send = (): void => {
    if (canSend) onSend()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isStop) onStop()
    else send()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    onInputKeyDown?.(event)
    // Enter that chooses a word of an input method is not a send; Safari says so only by the old key code.
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.defaultPrevented || event.key !== 'Enter' || event.shiftKey || isComposing) return
    if (!(event.ctrlKey || event.metaKey || sendsByEnter)) return
    event.preventDefault()
    send()
  }
  const takeFiles = (event: { preventDefault(): void }, files: File[]): void => {
    if (!onFiles || files.length === 0) return
    event.preventDefault()
    onFiles(files)
  }
  const drag = (event: DragEvent, isOver: boolean): void => {
    if (!onFiles || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setDragging(isOver)
  }
  const onPaste = (event: ClipboardEvent): void => takeFiles(event, filesOf(event.clipboardData))
  const canStop = busy && onStop !== undefined
  // In place of the other one, unless there is something to send meanwhile.
  const isStop = canStop && !canSend

  return (
    // Files may be dropped anywhere on it; by key there is the button.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      {...props}
      className={cx('rg-composer', className)}
      data-busy={busy || undefined}
      data-dragging={isDragging || undefined}
      onSubmit={submit}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        setDragging(false)
        takeFiles(event, filesOf(event.dataTransfer))
      }}
    >
      {before}
      {isDragging && <p className="rg-composer-drop">{labels.dropFiles}</p>}
      <label className="rg-visually-hidden" htmlFor={id}>
        {label ?? labels.message}
      </label>
      <textarea
        id={id}
        ref={own}
        className="rg-composer-input"
        rows={1}
        dir="auto"
        value={value}
        placeholder={placeholder ?? labels.messagePlaceholder}
        enterKeyHint={sendsByEnter ? 'send' : 'enter'}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <div className="rg-composer-bar">
        {onFiles && (
          <>
            <input
              ref={picker}
              type="file"
              multiple
              hidden
              accept={accept}
              onChange={(event) => {
                takeFiles(event, [...(event.target.files ?? [])])
                // So that the same file can be chosen again.
                event.target.value = ''
              }}
            />
            <button
              type="button"
              className="rg-action"
              aria-label={labels.attach}
              title={labels.attach}
              onClick={() => picker.current?.click()}
            >
              <Icon path={ATTACH} />
            </button>
          </>
        )}
        {tools}
        {canStop && canSend && (
          <button
            type="button"
            className="rg-composer-send"
            data-secondary=""
            aria-label={labels.stopReply}
            onClick={onStop}
          >
            <Icon path={STOP} />
          </button>
        )}
        <button
          type="submit"
          className="rg-composer-send"
          aria-label={isStop ? labels.stopReply : labels.sendMessage}
          // Not `disabled`: when a reply ends, the focus would be lost.
          aria-disabled={(!isStop && !canSend) || undefined}
          // The second click of a double click would stop what the first has sent.
          onClick={(event) => event.detail > 1 && event.preventDefault()}
        >
          <Icon path={isStop ? STOP : SEND} />
        </button>
      </div>
    </form>
  )
}
