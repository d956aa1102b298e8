'use client'
import { type ComponentProps, type ReactNode, useRef } from 'react'
import { ErrorNotice } from '../components/error-notice.tsx'
import { cx } from '../components/internal/cx.ts'
import { CLOSE, TRASH } from '../components/internal/icons.tsx'
import { visible } from '../components/internal/visible.ts'
import { jobLabels } from '../components/labels/jobs.ts'
import { shelfLabels } from '../components/labels/shelf.ts'
import { type PartsOptions, PartsProvider, useLabels } from '../components/parts-context.tsx'
import { type Job, useJobs, type UseJobsOptions } from '../hooks/use-jobs.ts'
import { Action } from './action.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

interface JobBoardOwnProps extends UseJobsOptions, Pick<PartsOptions, 'labels'> {
  /** Whose jobs. Default: the provider's `gemini`. */
  client?: Parameters<typeof useJobs>[0]
  /** Above the table: what all of them use and cost, say. */
  summary?: ((jobs: readonly Job[]) => ReactNode) | undefined
  /** What one has cost: a column of its own. */
  cost?: ((job: Job) => ReactNode) | undefined
  /** Default: “Jobs”. */
  title?: string | undefined
}
export type JobBoardProps = JobBoardOwnProps &
  Omit<ComponentProps<'section'>, 'children' | 'ref' | keyof JobBoardOwnProps>

const words = { ...jobLabels, ...shelfLabels }

/**
 * What takes long, in a table that keeps itself up to date: batches, tuning jobs, operations. Renders a `<section>`.
 *
 * @example
 * <JobBoard client={gemini} operations={[operation.name]} cost={({ job }) => price(job)} />
 */
export function JobBoard({ labels, ...props }: JobBoardProps): ReactNode {
  return (
    <PartsProvider labels={labels}>
      <Board {...props} />
    </PartsProvider>
  )
}

function Board({
  client,
  operations,
  pageSize,
  poll,
  summary,
  cost,
  title,
  className,
  ...props
}: Omit<JobBoardProps, 'labels'>): ReactNode {
  const labels = useLabels(words)
  const root = useRef<HTMLElement>(null)
  useKeptFocus(root)
  const board = useJobs(client, { operations, pageSize, poll })
  const { jobs, error } = board
  const name = title ?? labels.jobs
  return (
    <section
      ref={root}
      aria-label={name}
      {...props}
      className={cx('rg-jobs', className)}
      aria-busy={board.isPending || undefined}
    >
      {summary && <div className="rg-jobs-summary">{summary(jobs)}</div>}
      {error && <ErrorNotice error={error} onRetry={board.refetch} />}
      {/* It scrolls sideways where there is little room, so it must be reachable by key. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="rg-jobs-scroller" role="group" aria-label={name} tabIndex={0}>
        <table className="rg-jobs-table">
          <thead>
            <tr>
              <th scope="col">{labels.job}</th>
              <th scope="col">{labels.state}</th>
              <th scope="col">{labels.created}</th>
              {cost && <th scope="col">{labels.cost}</th>}
              <th scope="col">
                <span className="rg-visually-hidden">{labels.jobActions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <JobRow key={job.name} job={job} cost={cost} board={board} />
            ))}
          </tbody>
        </table>
      </div>
      {!board.isPending && !error && jobs.length === 0 && <p className="rg-shelf-empty">{labels.noJobs}</p>}
      {board.hasNextPage && (
        <button type="button" className="rg-link rg-shelf-more" onClick={board.fetchNextPage}>
          {labels.showMore}
        </button>
      )}
      <p role="status" className="rg-visually-hidden">
        {board.isPending ? '' : labels.jobsRunning(jobs.filter(({ isRunning }) => isRunning).length)}
      </p>
    </section>
  )
}

interface JobRowProps extends Pick<JobBoardOwnProps, 'cost'> {
  job: Job
  board: ReturnType<typeof useJobs>
}

function JobRow({ job, cost, board }: JobRowProps): ReactNode {
  const labels = useLabels(words)
  const { kind, state, isRunning, progress, createTime, failure, model } = job
  const title = visible(job.title)
  return (
    <tr data-state={state} data-kind={kind}>
      <th scope="row">
        <bdi className="rg-shelf-name">{title}</bdi>
        <span className="rg-shelf-facts">
          {[labels.jobKind[kind], model?.replace(/^models\//, '')].filter(Boolean).join(' · ')}
        </span>
      </th>
      <td>
        <span className="rg-jobs-state">{labels.jobState[state] ?? state}</span>
        {isRunning && progress !== undefined && (
          <progress className="rg-shelf-progress" max={1} value={progress} aria-label={labels.percent(progress)} />
        )}
        {failure !== undefined && (
          <span className="rg-shelf-facts" dir="auto">
            {failure}
          </span>
        )}
      </td>
      <td>
        {createTime && (
          <time dateTime={createTime} suppressHydrationWarning>
            {labels.jobTime(createTime)}
          </time>
        )}
      </td>
      {cost && <td>{cost(job)}</td>}
      <td>
        {isRunning && kind !== 'operation' && (
          <Action icon={CLOSE} label={labels.cancelJob(title)} onClick={() => board.cancel(job)} />
        )}
        {!isRunning && kind === 'batch' && (
          <Action icon={TRASH} label={labels.deleteJob(title)} onClick={() => board.remove(job)} />
        )}
      </td>
    </tr>
  )
}
