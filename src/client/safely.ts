/** Runs somebody else's code. What it throws is reported where uncaught errors are, and breaks nothing here. */
export function safely(run: () => void): void {
  try {
    run()
  } catch (error) {
    setTimeout(() => {
      throw error
    })
  }
}
