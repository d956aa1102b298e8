'use client'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { ErrorNotice } from '../components/error-notice.tsx'
import { cx } from '../components/internal/cx.ts'
import { modelLabels } from '../components/labels/models.ts'
import { type PartsOptions, PartsProvider, useLabels } from '../components/parts-context.tsx'
import type { GeminiModelInfo } from '../client/gemini/model-catalog.ts'
import type { Models } from '../client/gemini/models.ts'
import { useModels } from '../hooks/use-models.ts'

interface ModelPickerOwnProps extends Pick<PartsOptions, 'labels'> {
  /** Whose models. Default: the provider's `gemini`. */
  client?: { readonly key: string; readonly models: Models } | undefined
  /** The name of the model that is chosen: with or without `models/`. */
  value: string
  onChange: (model: string, info: GeminiModelInfo) => void
  /** Only models that can do this. Default: `generateContent`. */
  action?: string | undefined
  /** Only those that this says yes to. */
  filter?: ((model: GeminiModelInfo) => boolean) | undefined
  /** Default: “Model”. */
  label?: string | undefined
}
export type ModelPickerProps = ModelPickerOwnProps & Omit<ComponentProps<'div'>, 'children' | keyof ModelPickerOwnProps>

const bare = (name = ''): string => name.replace(/^(?:publishers\/google\/)?models\//, '')

/**
 * A choice of model, of those that there are. While they are being looked for, and when they cannot be had, the one that is
 * chosen stays. Renders a `<div>` with a `<select>`.
 *
 * @example
 * <ModelPicker client={gemini} value={model} onChange={setModel} />
 */
export function ModelPicker({ labels, ...props }: ModelPickerProps): ReactNode {
  return (
    <PartsProvider labels={labels}>
      <Picker {...props} />
    </PartsProvider>
  )
}

function Picker({
  client,
  value,
  onChange,
  action = 'generateContent',
  filter = () => true,
  label,
  className,
  ...props
}: Omit<ModelPickerProps, 'labels'>): ReactNode {
  const labels = useLabels(modelLabels)
  const id = useId()
  const { models, isPending, error, refetch } = useModels(client, { action })
  const offered = models.filter(filter)
  const chosen = offered.find(({ name }) => bare(name) === bare(value))
  const { inputTokenLimit: input, outputTokenLimit: output, description } = chosen ?? {}
  return (
    <div {...props} className={cx('rg-models', className)} aria-busy={isPending || undefined}>
      <label className="rg-models-label" htmlFor={id}>
        {label ?? labels.model}
      </label>
      <select
        id={id}
        className="rg-input"
        value={bare(value)}
        aria-describedby={chosen ? `${id}-about` : undefined}
        onChange={({ target }) => {
          const info = offered.find(({ name }) => bare(name) === target.value)
          if (info) onChange(target.value, info)
        }}
      >
        {!chosen && <option value={bare(value)}>{bare(value)}</option>}
        {isPending && <option disabled>{labels.loadingModels}</option>}
        {!isPending && !error && offered.length === 0 && <option disabled>{labels.noModels}</option>}
        {offered.map(({ name, displayName }) => (
          <option key={name} value={bare(name)}>
            {displayName ?? bare(name)}
          </option>
        ))}
      </select>
      {chosen && (
        <p id={`${id}-about`} className="rg-models-about" dir="auto">
          {[description, input && output ? labels.tokenLimits(input, output) : undefined].filter(Boolean).join(' · ')}
        </p>
      )}
      {error && <ErrorNotice error={error} onRetry={refetch} />}
    </div>
  )
}
