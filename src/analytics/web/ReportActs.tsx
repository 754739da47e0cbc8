import { CopyOutlined, DownloadOutlined, PictureOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { copyText } from '../../base/web/copy.ts';
import { useWords } from '../../base/web/i18n.ts';
import { say } from '../../ui/say.tsx';
import { type ReportLines, reportText } from './report-lines.ts';
import { drawReport } from './report-picture.ts';
import { saveFile } from './save-file.ts';

/** To paper, as text into a group, as a picture. */
export function ReportActs({ lines, name }: { lines: ReportLines; name: string }) {
  const t = useWords('analytics');
  const picture = () => drawReport(lines, { parts: t('report.parts'), causes: t('report.causes') });
  const save = async () => saveFile(await picture(), `${name}.png`);
  const copyPicture = async () => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture() })]);
      say(t('report.pictureCopied'));
    } catch {
      // plain http, or a browser that keeps no pictures: then it becomes a file
      await save();
      say(t('report.pictureSaved'), 'quiet');
    }
  };
  const copy = async () => {
    const copied = await copyText(reportText(t, lines));
    say(t(copied ? 'report.textCopied' : 'base:common.copyFailed'), copied ? 'good' : 'quiet');
  };
  return (
    <div className="report-acts">
      <Button icon={<CopyOutlined aria-hidden />} onClick={() => void copy()}>
        {t('report.copyText')}
      </Button>
      <Button icon={<PictureOutlined aria-hidden />} onClick={() => void copyPicture()}>
        {t('report.copyPicture')}
      </Button>
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
        {t('report.savePicture')}
      </Button>
      <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
        {t('base:common.print')}
      </Button>
    </div>
  );
}
