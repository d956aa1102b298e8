/** A number that something can be counted or measured with. */
export const isAmount = (value: unknown): value is number => typeof value === 'number' && value > 0 && value < Infinity
