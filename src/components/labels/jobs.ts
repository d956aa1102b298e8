/** Words of jobs that take long, and of models. */
export interface JobLabels {
  jobs: string
  job: string
  jobKind: Record<'batch' | 'tuning' | 'operation', string>
  state: string
  progress: string
  created: string
  cost: string
  jobActions: string
  jobState: Readonly<Record<string, string>>
  jobTime: (time: string) => string
  percent: (progress: number) => string
  cancelJob: (name: string) => string
  deleteJob: (name: string) => string
  noJobs: string
  jobsRunning: (count: number) => string
}

export const jobLabels: JobLabels = {
  jobs: 'Jobs',
  job: 'Job',
  jobKind: { batch: 'Batch', tuning: 'Tuning', operation: 'Operation' },
  state: 'State',
  progress: 'Progress',
  created: 'Created',
  cost: 'Cost',
  jobActions: 'What can be done',
  jobState: {
    queued: 'Waiting',
    pending: 'Waiting',
    running: 'Running',
    succeeded: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
    expired: 'Expired',
  },
  jobTime: (time) => new Date(time).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' }),
  percent: (progress) => `${Math.round(progress * 100)} %`,
  cancelJob: (name) => `Cancel ${name}`,
  deleteJob: (name) => `Delete ${name}`,
  noJobs: 'Nothing runs, and nothing has run',
  jobsRunning: (count) => (count === 0 ? 'Nothing is running' : `${count} running`),
}
