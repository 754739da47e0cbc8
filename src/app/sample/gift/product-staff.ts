import type { StaffTexts } from '../texts.ts';

/** What the staff write while they work, by sort of trouble. */
export const PRODUCT_STAFF: Readonly<Record<string, StaffTexts>> = {
  damaged: {
    category: 'came-off',
    department: 'making',
    notes: [
      '七个问题已问全：何时发现、掉的是哪部分、包装、签子、果子是否完整、配送员在不在、几点要用。',
      '照片显示外包装完好，像是运输晃动，可修复。',
      '今晚要用，先保时间，再谈责任。',
    ],
    contacts: [
      '致歉并问清几点要用，客户说六点半，已锁定最近的骑手。',
      '不论经过怎样，您都不该收到这样的花束——客户语气缓和，愿意等一小时。',
      '请客户把掉下来的草莓留着，拍照发来，确认果子完整。',
    ],
    findings: [
      '包装与签子完好、果子完整，系运输晃动脱落，可修复。',
      '签子偏短，固定深度不够，制作环节问题。',
      '冰袋未隔离，融水浸泡，打包规范未执行。',
    ],
    plans: [
      {
        need: '今晚要用，要体面',
        options: [
          {
            outline: '花艺师上门修复，带备用草莓',
            benefit: '保证您晚上用得上，还是新鲜的样子',
            remedy: 'missing-part',
            immediate: '花艺师马上出发',
            minutes: 50,
          },
          {
            outline: '重做一束，专车送达',
            benefit: '一模一样的新花束，六点前到',
            remedy: 'redo',
            immediate: '车间立即排单',
            minutes: 90,
          },
          { outline: '退一部分，送一张抵用券', benefit: '下次过节也能省一笔', remedy: 'next-discount', yuan: 50 },
        ],
      },
      {
        need: '送不出手了',
        options: [
          {
            outline: '补发同款并当面致歉',
            benefit: '让收礼的人看到完整的心意',
            remedy: 'redo',
            immediate: '补单优先配送',
            minutes: 120,
          },
        ],
      },
    ],
    executions: ['花艺师已出发，带备用草莓二十颗、签子一包。', '补单已进车间，专车号告知客户。'],
    resolutions: [
      '花艺师上门修复，客户满意，未影响晚宴。',
      '新花束提前四十分钟送达，客户拍照确认。',
      '补发完成，部分款项退回，客户接受。',
    ],
    delivered: ['赶在要用之前修好了', '收到新花束，也收到了道歉'],
    followUps: ['客户说晚上一切顺利，照片很好看。', '客户表示没耽误事，就是受了惊。'],
    lessons: [
      {
        rootCause: 'stick-or-fixing',
        lesson: '签子短一公分，路上掉一半。',
        prevention: '大号花束签子长度写进作业卡，打包后摇晃三次再出库。',
      },
    ],
    tasks: [
      ['请查该单的打包照片与签子长度。', '签子七公分，少于规定九公分，照片附后。'],
      ['请安排花艺师上门修复，六点前。', '已出发，预计五点二十到。'],
    ],
  },
  fresh: {
    category: 'freshness',
    department: 'purchasing',
    notes: ['同批草莓另有两单反映，先停用这一批。', '照片拍得到霉点，别再让客户拍视频。'],
    contacts: ['致歉，不要求退回，当天退款，客户表示可以。', '客户第三次遇到，主管已亲自打电话。'],
    findings: [
      '该批次到货验收未抽检底层，霉变属实。',
      '途中温度超过规定两小时，冷链记录可见。',
      '甜度与批次有关，验收达标，但客户体验确实不佳。',
    ],
    plans: [
      {
        need: '不想再吃到坏的',
        options: [
          {
            outline: '全额退款，不用退货',
            benefit: '拍张照就行，钱今天退',
            remedy: 'return-refund',
            yuan: 199,
            immediate: '财务马上办',
            minutes: 60,
          },
          {
            outline: '补一份新批次，附到货检验照',
            benefit: '看得到新鲜',
            remedy: 'redo',
            immediate: '今天装车',
            minutes: 180,
          },
        ],
      },
    ],
    executions: ['退款已原路退回。', '新批次装车，附检验照片。'],
    resolutions: ['退款到账，同批次全部下架。', '补发新鲜批次，客户收到后确认没问题。'],
    delivered: ['退了款，也补了一份新鲜的'],
    followUps: ['客户说这次的很甜。', '退款收到了，还会再试一次。'],
    lessons: [
      { rootCause: 'material-quality', lesson: '只看上层，等于没验。', prevention: '到货翻底抽检一成，照片存系统。' },
    ],
    tasks: [
      ['请查该批次验收与温度记录。', '温度超标两小时，已通知供货方，并下架。'],
      ['请确认库存是否还有同批。', '还有十二份，已封存。'],
    ],
  },
  picture: {
    category: 'mismatch',
    department: 'marketing',
    notes: ['页面图是大号款，客户买的中号，图上没写尺寸。', '称重视频清楚，差六两。'],
    contacts: ['承认页面没有标尺寸，容易误会，先道歉。', '客户接受退一部分，但要页面改。'],
    findings: ['页面未标高度与重量，易生误解。', '装箱重量低于标示，应退差。'],
    plans: [
      {
        need: '别被图骗',
        options: [
          {
            outline: '退一部分货款',
            benefit: '差多少退多少',
            remedy: 'partial-refund',
            yuan: 88,
            immediate: '今天退',
            minutes: 120,
          },
          {
            outline: '补足到标示重量',
            benefit: '补一份小果盒，凑够分量',
            remedy: 'missing-part',
            immediate: '今天发货',
            minutes: 180,
          },
        ],
      },
    ],
    executions: ['退款已提交，页面当天改。', '补发果盒，称重拍照。'],
    resolutions: ['货款退回，页面已补尺寸。', '补足分量，客户收货确认。'],
    delivered: ['退了差额，页面也改了'],
    followUps: ['客户看到页面改了，说挺好。', '收到补的那份，没有意见。'],
    lessons: [
      { rootCause: 'listing', lesson: '图再好看，不如写清几公分。', prevention: '上架须填高度、重量，缺一不能发布。' },
    ],
    tasks: [
      ['请核对页面尺寸与实物。', '页面缺尺寸，今天补。'],
      ['请查装箱称重记录。', '称重二斤四两，确有短缺。'],
    ],
  },
  wrong: {
    category: 'wrong-item',
    department: 'making',
    notes: ['两个客户的盒子对调，先打电话给另一家，别让卡片再尴尬一次。', '备注里写了过敏，订单系统没有弹出。'],
    contacts: ['致歉并确认对方是否已拆，约定今天换回。', '客户最担心的是卡片内容外泄，已答应由主管解释。'],
    findings: [
      '装箱时两单面单贴反，责任在我方。',
      '款式录单正确，车间拿错半成品。',
      '备注未打印到作业单，系统设置遗漏。',
    ],
    plans: [
      {
        need: '换成对的',
        options: [
          {
            outline: '今天换回正确款式，错的那份送您',
            benefit: '对的今天到，错的不用退',
            remedy: 'redo',
            immediate: '重新制作',
            minutes: 150,
          },
          { outline: '退差价，送一次免费卡片', benefit: '差多少退多少', remedy: 'partial-refund', yuan: 60 },
        ],
      },
    ],
    executions: ['正确款式制作中，面单已双人核对。', '致歉函已发到客户的客户邮箱。'],
    resolutions: ['正确款式已送达，卡片重新手写，客户接受。', '差价退回，小熊补寄，快递单号已发。'],
    delivered: ['换成了订的那款，道歉也到了'],
    followUps: ['客户说卡片这回没印错。', '收到了，孩子很开心。'],
    lessons: [
      {
        rootCause: 'process-missing',
        lesson: '同时段两单，最容易贴反。',
        prevention: '一单一台，封箱前扫描面单与卡片对号。',
      },
    ],
    tasks: [
      ['请查面单贴反的经过，附监控时间。', '十点零六分两单同台封箱，面单互换。'],
      ['请确认备注为何未打印。', '打印模板缺备注栏，已补。'],
    ],
  },
};
