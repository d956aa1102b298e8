'use client'
import { useInfiniteQuery, useMutation, useQueries } from '@tanstack/react-query'
import type { BatchJob } from '../client/gemini/batch-job.ts'
import type { GeminiClient } from '../client/gemini/gemini-client.ts'
import type { TuningJob } from '../client/gemini/tunings.ts'
import type { GeminiOperation } from '../model/data.ts'
import { useState } from 'react'
import { type GenAIError, toGenAIError } from '../model/errors.ts'
import { useGemini } from './use-gemini.ts'
import { batchQueries } from './queries/batches.ts'
import { isJobRunning } from './queries/jobs.ts'
import { operationQueries } from './queries/operations.ts'
import type { PolledOptions } from './queries/poll.ts'
import { tuningQueries } from './queries/tunings.ts'

/** Something that takes long: a batch, a tuning job, an operation. */
export type Job = {
  /** Its name with the service. */
  name: string
  title: string
  /** `running`, `queued`, `succeeded`, `failed`, `cancelled`, `expired`, or what else the service says. */
  state: string
  isRunning: boolean
  /** From 0 to 1, where the service tells. */
  progress?: number | undefined
  model?: string | undefined
  createTime?: string | undefined
  endTime?: string | undefined
  /** Why it failed. */
  failure?: string | undefined
} & (
  | { kind: 'batch'; job: BatchJob }
  | { kind: 'tuning'; job: TuningJob }
  | { kind: 'operation'; job: GeminiOperation<unknown> }
)

/** Options of `useJobs`. */
export interface UseJobsOptions extends PolledOptions {
  /** Names of operations to follow: the service has no list of them. */
  operations?: readonly (string | undefined)[] | undefined
  /** Batches and tuning jobs of a page. Default: 20. */
  pageSize?: number | undefined
}

/** What `useJobs` returns. */
export interface UseJobsResult {
  /** Newest first. */
  jobs: readonly Job[]
  isPending: boolean
  error: GenAIError | null
  refetch(): void
  hasNextPage: boolean
  fetchNextPage(): void
  /** Asks a batch or tuning job to stop. */
  cancel(job: Job): void
  /** Forgets a batch. */
  remove(job: Job): void
}

type Client = Pick<GeminiClient, 'key' | 'vertex' | 'batches' | 'tunings' | 'operations'>

const failureIn = (error: unknown): string | undefined => (error as { message?: string } | undefined)?.message
const toState = (state = ''): string => state.replace(/^JOB_STATE_/, '').toLowerCase()

const fromBatch = (job: BatchJob): Job => {
  const { name = '', displayName, state, createTime, endTime, model, error } = job
  const stats = job['batchStats'] as { requestCount?: string; pendingRequestCount?: string } | undefined
  const [all, waiting] = [Number(stats?.requestCount), Number(stats?.pendingRequestCount ?? 0)]
  return {
    kind: 'batch',
    job,
    name,
    title: displayName ?? name,
    state: toState(state),
    isRunning: isJobRunning(job),
    progress: all > 0 ? (all - waiting) / all : undefined,
    model,
    createTime,
    endTime,
    failure: failureIn(error),
  }
}
const fromTuning = (job: TuningJob): Job => {
  const { name = '', description, state, createTime, endTime, baseModel: model, error } = job
  const title = (job['tunedModelDisplayName'] as string | undefined) ?? description ?? name
  const facts = { name, title, state: toState(state), model, createTime, endTime, failure: failureIn(error) }
  return { kind: 'tuning', job, isRunning: isJobRunning(job), ...facts }
}
const fromOperation = (job: GeminiOperation<unknown>): Job => {
  const { name = '', done = false, error, metadata } = job
  const percent: unknown = metadata?.['progressPercent'] ?? metadata?.['completedPercent']
  const createTime = metadata?.['createTime'] as string | undefined
  const state = done ? (error ? 'failed' : 'succeeded') : 'running'
  const progress = typeof percent === 'number' ? percent / 100 : undefined
  const title = name.split('/').at(-1) ?? name
  return {
    kind: 'operation',
    job,
    name,
    title,
    state,
    isRunning: !done,
    progress,
    createTime,
    failure: failureIn(error),
  }
}

/**
 * All that takes long, in one list that keeps itself up to date until nothing runs any more.
 *
 * @example
 * const { jobs, cancel } = useJobs(gemini, { operations: [operation.name] })
 * @throws GenAIError `invalid` without a client.
 */
export function useJobs(client?: Client, { operations = [], pageSize = 20, poll }: UseJobsOptions = {}): UseJobsResult {
  const found = useGemini(client)
  const batches = useInfiniteQuery(batchQueries.infinite(found, { pageSize }, { poll }))
  // The Gemini API has no list of them.
  const tunings = useInfiniteQuery({
    ...tuningQueries.infinite(found, { pageSize }, { poll }),
    enabled: found.vertex !== undefined,
  })
  const names = operations.filter((name) => name !== undefined)
  const followed = useQueries({ queries: names.map((name) => operationQueries.get(found, name, { poll })) })
  const { mutateAsync: cancelBatch } = useMutation(batchQueries.cancel(found))
  const { mutateAsync: cancelTuning } = useMutation(tuningQueries.cancel(found))
  const { mutateAsync: deleteBatch } = useMutation(batchQueries.delete(found))
  // Of several, each may fail, and a mutation tells only of its last.
  const [failure, setFailure] = useState<GenAIError | null>(null)
  const attempt = (work: Promise<unknown>): void => void work.catch((error: unknown) => setFailure(toGenAIError(error)))
  const jobs = [
    ...(batches.data?.pages.flatMap(({ items }) => items.map(fromBatch)) ?? []),
    ...(tunings.data?.pages.flatMap(({ items }) => items.map(fromTuning)) ?? []),
    ...followed.flatMap(({ data }) => (data ? [fromOperation(data)] : [])),
  ].sort((one, other) => (other.createTime ?? '').localeCompare(one.createTime ?? ''))
  const lists = found.vertex ? [batches, tunings] : [batches]
  return {
    jobs,
    isPending: lists.some(({ isPending }) => isPending),
    error: failure ?? [...lists, ...followed].find(({ error }) => error)?.error ?? null,
    refetch: () => {
      setFailure(null)
      for (const query of [...lists, ...followed]) void query.refetch()
    },
    hasNextPage: lists.some(({ hasNextPage }) => hasNextPage),
    fetchNextPage: () => {
      for (const list of lists) if (list.hasNextPage) void list.fetchNextPage()
    },
    cancel: ({ kind, name }) => {
      if (kind === 'batch') attempt(cancelBatch(name))
      if (kind === 'tuning') attempt(cancelTuning(name))
    },
    remove: ({ kind, name }) => kind === 'batch' && attempt(deleteBatch(name)),
  }
}
