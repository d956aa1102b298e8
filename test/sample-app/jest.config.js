export default {
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/test/jest/**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': './jest-transform.js' },
}
