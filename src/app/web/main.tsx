import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { i18n, openWords } from '../../base/web/i18n.ts';
import { queries } from '../../base/web/query.ts';
import { ConfirmHost } from '../../ui/confirm-act.tsx';
import { SayHost } from '../../ui/say.tsx';
import '../../ui/ui.css';
import '../../ui/parts.css';
import '../../ui/fields.css';
import '../../ui/dialog.css';
import { router } from './routes.tsx';
import './shell.css';
import './rail.css';
import './top.css';
import { useTheme, VARIABLES } from './theme.ts';

function Desk() {
  const { config } = useTheme();
  const { i18n: words } = useTranslation('base', { i18n });
  return (
    <ConfigProvider theme={config} locale={words.language === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <RouterProvider router={router} />
      <ConfirmHost />
      <SayHost />
    </ConfigProvider>
  );
}

await openWords();
document.documentElement.classList.add(VARIABLES);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <Desk />
      </QueryClientProvider>
    </I18nextProvider>
  </StrictMode>,
);
