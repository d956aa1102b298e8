export const root = document.body.appendChild(document.createElement('div'))
export const App = () => <p>The app</p>
