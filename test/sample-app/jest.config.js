export default {
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/test/jest/**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  setupFiles: ['<rootDir>/jest-setup.js'],
  transform: { '\\.tsx?$': './jest-transform.js' },
}
