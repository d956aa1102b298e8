const ENDED = /_(?:SUCCEEDED|FAILED|CANCELLED|EXPIRED|PARTIALLY_SUCCEEDED|PAUSED)$/

/** Whether a job may still change by itself. Of states that nobody knows it is assumed. */
export const isJobRunning = ({ state }: { state?: string }): boolean => !ENDED.test(state ?? '')
