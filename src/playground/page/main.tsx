import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'slack-blocks-to-jsx/dist/style.css';
import { App } from './app.tsx';
import './style.css';

const place = document.getElementById('page');
if (place === null) throw new Error('index.html has no element #page to draw in');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
