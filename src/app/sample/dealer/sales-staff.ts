import type { StaffTexts } from '../texts.ts';

/** What the staff write while they work, by sort of trouble. */
export const SALES_STAFF: Readonly<Record<string, StaffTexts>> = {
  quality: {
    category: 'vehicle-quality',
    department: 'after-sales',
    notes: [
      '同款车型近两月第三例，已上报厂家技术支持。',
      '三包期内，两次维修工单都要留好。',
      '客户拍了视频，已存档，请技师先看再联系客户。',
    ],
    contacts: [
      '说明会先检测，检测结果书面给客户，客户希望全程在场。',
      '客户坚持退车，答复需依据检测结果和三包规定，今天给时间表。',
      '告知厂家工程师后天到店，客户同意把车留下。',
    ],
    findings: [
      '油泵压力异常，属零件早期失效，三包范围内。',
      '检测在厂家标准之内，但客户感受确实存在，建议更新程序后复测。',
      '天窗排水管脱落造成渗水，出厂装配问题。',
    ],
    plans: [
      {
        need: '安全，不再担心',
        options: [
          {
            outline: '免费更换总成，质保重新起算',
            benefit: '换的是新件，保修从今天重新算',
            remedy: 'replace-part',
            immediate: '优先订货',
            minutes: 120,
          },
          {
            outline: '更换总成并提供代步车至修好',
            benefit: '这段时间用车不受影响',
            remedy: 'loan-car',
            yuan: 1200,
            immediate: '代步车今天可取',
            minutes: 60,
          },
        ],
      },
      {
        need: '要一份书面的说法',
        options: [{ outline: '厂家工程师检测并出书面报告', benefit: '白纸黑字，看得到', remedy: 'explanation' }],
      },
    ],
    executions: ['总成已到货，周四上午更换，客户在场。', '厂家工程师到店检测，数据当面打印。'],
    resolutions: ['更换完成，试车正常，书面报告已交客户。', '程序更新并复测三次，顿挫明显减轻，客户认可。'],
    delivered: ['换了新总成，拿到书面报告', '代步车用到修好那天'],
    followUps: ['跑了三百公里正常，客户心里踏实了些。', '客户仍希望厂家给个说法，已转达。'],
    lessons: [
      {
        rootCause: 'manufacture',
        lesson: '同一批次连着出现，要早报，不要一台台地修。',
        prevention: '同故障三例即报厂家并通知各门店。',
      },
    ],
    tasks: [
      ['请做一次完整检测，数据打印，给出书面结论。', '检测完成，压力低于标准，建议换油泵。'],
      ['请联系厂家技术支持，确认是否批次问题。', '厂家答复已立项，后天派人到店。'],
    ],
  },
  delivery: {
    category: 'delivery-delay',
    department: 'sales',
    notes: ['合同约定日期已过，违约条款第六条，先别说“不可抗力”。', '客户婚期不能改，重点找同款借车。'],
    contacts: [
      '向客户道歉并说明车辆在途，承诺每天告知位置。',
      '客户提出借同款婚车，已请示店长，今晚答复。',
      '核对合同颜色与在库车辆，确认录单错误。',
    ],
    findings: [
      '排产单录入颜色代码有误，录入人未与客户复核。',
      '厂家推迟发运十二天，销售顾问未告知客户。',
      '移库里程有登记，但未在交车前告知，告知不到位。',
    ],
    plans: [
      {
        need: '那天要有车',
        options: [
          {
            outline: '借一台同款同色车，用到交车那天',
            benefit: '婚礼不受影响',
            remedy: 'loan-car',
            yuan: 1500,
            immediate: '今晚看车',
            minutes: 240,
          },
          {
            outline: '按合同支付违约金，另送首年保养',
            benefit: '该赔的赔，保养也不用操心',
            remedy: 'goodwill-payment',
            yuan: 2000,
          },
        ],
      },
      {
        need: '缺的东西补齐',
        options: [
          {
            outline: '脚垫、贴膜三天内补齐，上门安装',
            benefit: '不用再跑一趟',
            remedy: 'keep-promise',
            immediate: '今天下单',
            minutes: 60,
          },
        ],
      },
    ],
    executions: ['借车手续办好，车身已清洗。', '在途车辆优先发运，每天发位置。'],
    resolutions: ['车辆按补充约定日期交付，违约金已付。', '缺件全部补齐，上门安装完毕。'],
    delivered: ['婚礼有车用，违约金到账', '拿到了缺的东西，也有道歉'],
    followUps: ['婚礼顺利，客户发来了照片。', '车没问题，就是等得久，下次希望早说。'],
    lessons: [
      {
        rootCause: 'gap-delivery',
        lesson: '日子变了当天就要说，拖一天难一天。',
        prevention: '在途车辆变更由系统短信通知客户与店长。',
      },
    ],
    tasks: [
      ['请确认该车实际到店日期，精确到天。', '物流确认周五上午到，可先做检测。'],
      ['请准备同款借用车一台，清洗并加满油。', '车已备好，车况登记表附后。'],
    ],
  },
  promise: {
    category: 'promise-broken',
    department: 'sales',
    notes: ['聊天截图真实，当时的销售顾问已离职，公司应当承接。', '这一项涉及金额超过我的权限，需要经理批。'],
    contacts: [
      '承认截图属实，告知公司会兑现，具体方式明天给客户。',
      '客户不要找离职的人，只要公司认账，已记下。',
      '核对合同与补充协议，答应兑现的部分列成清单发给客户。',
    ],
    findings: [
      '承诺属实，合同未写明，但有聊天记录为证；应予兑现。',
      '评估单前后相差八千，后次评估理由不充分。',
      '补贴材料缺一项，我方三次均未一次性告知。',
    ],
    plans: [
      {
        need: '答应的事要算数',
        options: [
          {
            outline: '按聊天记录全部兑现',
            benefit: '当初答应您的，一样不少',
            remedy: 'keep-promise',
            immediate: '今天登记领取',
            minutes: 120,
          },
          { outline: '折成等值保养抵用金', benefit: '用起来更灵活，两年有效', remedy: 'goodwill-gift', yuan: 1000 },
        ],
      },
      {
        need: '补贴到账',
        options: [
          {
            outline: '专人陪同补齐材料，垫付补贴',
            benefit: '不用再跑第四次',
            remedy: 'keep-promise',
            yuan: 800,
            immediate: '材料当场核对',
            minutes: 60,
          },
        ],
      },
    ],
    executions: ['礼品出库，电话通知领取时间。', '材料已补齐递交，受理回执发给客户。'],
    resolutions: ['承诺项目全部兑现，客户签收。', '补贴已到账，客户确认金额无误。'],
    delivered: ['一样不少都兑现了', '补贴到账，也有道歉'],
    followUps: ['客户说“算数就好”。', '东西收到了，态度也不错。'],
    lessons: [
      {
        rootCause: 'gap-delivery',
        lesson: '口头承诺就是公司的承诺。',
        prevention: '成交时把所有承诺写进清单，双方签字。',
      },
      { rootCause: 'process-missing', lesson: '人走事不能断。', prevention: '离职交接单增加“未兑现承诺”一栏。' },
    ],
    tasks: [
      ['请核对销售当时的承诺清单与聊天记录。', '属实三项，已兑现一项，余两项未办。'],
      ['请把补贴材料一次性核完，列出还缺什么。', '只差一份登记证复印件，其余齐。'],
    ],
  },
  paperwork: {
    category: 'contract',
    department: 'sales',
    notes: ['合格证在金融机构，赎证流程走到第二步，别再说“快了”。', '客户发票错字，财务已作废重开。'],
    contacts: [
      '如实说明合格证在抵押流程中，给出到手日期，客户要求书面。',
      '一次说清需要的材料，微信发清单，客户表示够用。',
    ],
    findings: [
      '合格证赎回延误，责任在我方资金安排。',
      '发票信息由我方录错，客户提供的材料无误。',
      '解押材料银行已寄达，收发室登记漏转。',
    ],
    plans: [
      {
        need: '能上牌、能开票',
        options: [
          {
            outline: '三日内赎回合格证，专人陪同上牌',
            benefit: '您只要带身份证来',
            remedy: 're-service',
            immediate: '今天申请付款',
            minutes: 240,
          },
          {
            outline: '合格证到手前承担临牌与租车费用',
            benefit: '等待的成本由我们出',
            remedy: 'goodwill-payment',
            yuan: 800,
          },
        ],
      },
      {
        need: '代办费说清楚',
        options: [{ outline: '未实际代办的费用全退', benefit: '没办的事，不收一分钱', remedy: 'refund', yuan: 1200 }],
      },
    ],
    executions: ['赎证款已付，快递单号已登记。', '发票重开，挂号快递寄出，单号告知客户。'],
    resolutions: ['合格证交付，当日完成上牌。', '发票与解押材料齐全，客户已签收。'],
    delivered: ['证件到手，手续办完', '费用退还，材料一次拿齐'],
    followUps: ['牌上好了，客户希望以后别再这样。', '材料齐全，车也卖出去了。'],
    lessons: [
      {
        rootCause: 'process-missing',
        lesson: '证没到手，别先交车。',
        prevention: '交车清单增加“合格证在库”一项，缺项不得交车。',
      },
    ],
    tasks: [
      ['请确认合格证赎回日期并出具书面说明。', '付款已批，最迟周三到店。'],
      ['请查快递是否漏转，材料在谁手里。', '在收发室找到，已转交客服。'],
    ],
  },
};
