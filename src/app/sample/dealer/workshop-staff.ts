import type { StaffTexts } from '../texts.ts';

/** What the staff write while they work, by sort of trouble. */
export const WORKSHOP_STAFF: Readonly<Record<string, StaffTexts>> = {
  repair: {
    category: 'repair-quality',
    department: 'after-sales',
    notes: [
      '历史工单三张，同一部位。已请技术主管亲自接车，别再让上一位技师单独看。',
      '客户希望路试时本人在场，已和车间约好。',
      '旧件还在索赔件库，先别处理，客户可能要看。',
    ],
    contacts: [
      '已致歉，说明会由技术主管重新诊断，客户同意明天上午到店。',
      '客户担心又白跑，答应先把代步车备好再请他过来。',
      '向客户说明初步判断，可能与上次拆装有关，客户要求看旧件。',
    ],
    findings: [
      '拆检确认上次装配时卡扣未到位，路面颠簸时产生异响；属我方装配失误。',
      '复检发现更换的零件本身有瑕疵，与客户使用无关；上次完工检验漏了路试这一步。',
      '故障码与上次相同，线束插头虚接，上次只换件、未查线路。',
    ],
    plans: [
      {
        need: '彻底修好，不再跑第四趟',
        options: [
          {
            outline: '技术主管负责返修，完工后与客户一起路试',
            benefit: '您坐在副驾驶，听不到响声才算修好',
            details: '工时与配件全免，返修部位另保一年。',
            remedy: 'rework',
            immediate: '先安排代步车',
            minutes: 60,
          },
          {
            outline: '返修，并送一次基础保养',
            benefit: '耽误您三趟时间，下次保养就不用再花钱',
            remedy: 'goodwill-service',
            yuan: 480,
            immediate: '今天就排工位',
            minutes: 120,
          },
        ],
      },
      {
        need: '要看到证据，知道换没换',
        options: [
          {
            outline: '当面拆检，旧件、领料单逐项给客户看',
            benefit: '每一步您都看得见',
            remedy: 'explanation',
            immediate: '调出领料记录',
            minutes: 30,
          },
        ],
      },
    ],
    executions: ['技术主管接车，重新拆装并更换卡扣，全程拍照。', '更换瑕疵件，重新做四轮定位，打印前后数据。'],
    resolutions: [
      '返修完成，与客户一起路试二十公里，异响消失。',
      '重新施工并免收费用，交车时逐项演示，客户当场确认。',
      '故障排除，清洁了内饰，旧件已交客户过目。',
    ],
    delivered: ['修好，路试客户在场，道歉已当面表达', '故障排除，看到了旧件和领料记录'],
    followUps: [
      '这几天没再响，客户说“这回是真修好了”。',
      '客户表示修得不错，但希望第一次就能这样。',
      '低速还有一点轻微声音，再约时间检查。',
    ],
    lessons: [
      {
        rootCause: 'skill',
        lesson: '同一故障第二次进厂，必须由技术主管诊断。',
        prevention: '返修车辆完工检验加一步路试并签名。',
      },
      {
        rootCause: 'process-missing',
        lesson: '只凭故障码换件，容易漏掉线路问题。',
        prevention: '电气故障先量线路再领料，写进作业单。',
      },
    ],
    tasks: [
      ['请复检上次维修部位，查清原因并附照片。', '已复检：卡扣未压到位，照片四张已存工单。'],
      ['请核对领料记录与旧件，确认是否更换。', '领料单一张、旧件一个，均在，随时可看。'],
    ],
  },
  wait: {
    category: 'parts-wait',
    department: 'after-sales',
    notes: [
      '配件订单显示途中，物流三天没有更新，已让配件主管打电话问仓库。',
      '客户靠车吃饭，停一天少一天收入，先争取代步车。',
      '进度每两天主动说一次，不要等客户来问。',
    ],
    contacts: [
      '告知配件最新到货时间，并道歉之前没有主动通知。',
      '客户要书面交期，答应下班前短信发过去。',
      '已告诉客户代步车可用，客户下午来取。',
    ],
    findings: [
      '配件首次发货型号有误，退回重发耽误八天；配件员未通知服务顾问。',
      '预约系统当日超约四台，接车无人调度，属我方安排不当。',
      '厂家该件确属缺货，但我方未按约定每两天告知一次。',
    ],
    plans: [
      {
        need: '确定的日期和能开的车',
        options: [
          {
            outline: '从兄弟门店调件，后天装车',
            benefit: '比原计划早一周开回家',
            remedy: 're-service',
            immediate: '今晚调拨出库',
            minutes: 180,
          },
          {
            outline: '等件期间提供代步车，油费由店里承担一半',
            benefit: '不耽误您上班',
            remedy: 'loan-car',
            yuan: 600,
            immediate: '代步车现在就能取',
            minutes: 30,
          },
        ],
      },
      {
        need: '知道到哪一步了',
        options: [
          {
            outline: '给一张进度表，写明每步日期和负责人',
            benefit: '不用再追着问',
            remedy: 'explanation',
            immediate: '一小时内发出',
            minutes: 60,
          },
        ],
      },
    ],
    executions: ['已从兄弟门店调件，物流单号告知客户。', '代步车已交付，进度表每两天更新一次。'],
    resolutions: ['配件装车完工，客户提车；打车发票按约定报销。', '排期提前，车辆当日交付，免收本次工时。'],
    delivered: ['提前提车，有代步车用，打车费已报', '进度表按日期走完，没有再拖'],
    followUps: ['客户说进度说得清楚，就是时间长了点。', '车已正常使用，费用也到账了。'],
    lessons: [
      {
        rootCause: 'gap-delivery',
        lesson: '件没到不可怕，客户不知道才可怕。',
        prevention: '缺件订单超五天，系统自动提醒服务顾问回话。',
      },
      {
        rootCause: 'capacity',
        lesson: '预约数超过工位，再好的态度也没用。',
        prevention: '预约上限按工位锁定，周末留两个机动工位。',
      },
    ],
    tasks: [
      ['请查该配件真实到货日期，能否从兄弟门店调拨。', '城南店有一件，今晚调出，明天中午到。'],
      ['请说明超约原因，给出今日能接车的时间。', '已调整，下午两点接车，专人等候。'],
    ],
  },
  price: {
    category: 'charge',
    department: 'after-sales',
    notes: ['结算单与报价单差额逐项列出，客户只认签过字的项目。', '增项没有客户签字，服务顾问说打过电话，话单里没有。'],
    contacts: [
      '核对结算单后向客户致歉，说明重复收费的一项会退。',
      '客户说不是钱的事，是没人问过他。已表示理解并记录。',
      '告知核实需要一天，明天上午十点前给结果，客户同意。',
    ],
    findings: [
      '增项未经客户签字确认，应退；服务顾问承认口头告知不清。',
      '两项工时确有重叠，多收二百六十元。',
      '价格与公示价一致，但未解释与网购件的差别。',
    ],
    plans: [
      {
        need: '多收的退回来，有人说清楚',
        options: [
          {
            outline: '未经签字的项目全部退款',
            benefit: '没签字的，您一分钱不用付',
            remedy: 'refund',
            yuan: 260,
            immediate: '财务今天办退款',
            minutes: 240,
          },
          {
            outline: '退款，另送工时抵用券',
            benefit: '下次来还能省一笔',
            remedy: 'goodwill-gift',
            yuan: 200,
            immediate: '券当场发',
            minutes: 10,
          },
        ],
      },
      {
        need: '要一个道理',
        options: [
          { outline: '按项目解释价格，差价部分给予折扣', benefit: '花的每一分钱都明白', remedy: 'discount', yuan: 150 },
        ],
      },
    ],
    executions: ['退款申请已提交，财务当日付款。', '重新打印结算单，逐项签字确认。'],
    resolutions: ['多收款项已原路退回，短信截图存档，客户确认收到。', '费用重新核算，差额退还，服务顾问当面道歉。'],
    delivered: ['钱退了，也说清了为什么多收', '拿到新的结算单，逐项核对无误'],
    followUps: ['钱已到账，客户没有其他意见。', '客户说以后加项先打电话，签字再做。'],
    lessons: [
      {
        rootCause: 'process-missing',
        lesson: '没签字的增项，做了也不能收钱。',
        prevention: '系统增项须客户短信确认后才能派工。',
      },
    ],
    tasks: [
      ['请逐项核对结算单，列出与报价的差异。', '差异三项，其中两项无客户签字，建议退款。'],
      ['请确认退款能否当日到账。', '下午四点前可办，原路退回。'],
    ],
  },
  insurance: {
    category: 'insurance',
    department: 'after-sales',
    notes: ['定损单与实修不一致，先把照片和旧件留好。', '客户要维修记录全本，复印件要盖章。'],
    contacts: ['解释理赔进度卡在材料审核，缺一份责任认定书。', '客户怀疑以修代换，约到店开箱看配件编码。'],
    findings: [
      '大灯为修复件，未按定损换新，差额属我方。',
      '材料在我方滞留八天未递交，责任清楚。',
      '大梁校正有记录，但当时未取得客户书面同意。',
    ],
    plans: [
      {
        need: '按单子来',
        options: [
          {
            outline: '更换新件并重新出具结算单',
            benefit: '单子上写什么，车上就是什么',
            remedy: 'rework',
            immediate: '今天订货',
            minutes: 120,
          },
          {
            outline: '委托第三方检测，费用我方承担',
            benefit: '请外人来评，更公道',
            remedy: 'free-inspection',
            yuan: 1500,
          },
        ],
      },
      {
        need: '知道卡在哪',
        options: [{ outline: '代补材料并每天跟进理赔', benefit: '您不用跑保险公司', remedy: 'explanation' }],
      },
    ],
    executions: ['新件到货，工位已留，客户可在场。', '材料当天递交，受理编号已告知。'],
    resolutions: ['新件更换完成，结算单重新出具，客户签字。', '赔款到账，材料全部归档。'],
    delivered: ['换了新件，记录全本盖章', '赔款到位，进度清楚'],
    followUps: ['客户说“早这样不就好了”。', '理赔到账，客户无其他意见。'],
    lessons: [
      {
        rootCause: 'process-missing',
        lesson: '定损怎么写，实修就怎么做。',
        prevention: '事故车完工加一张定损与实修对照表，客户签字。',
      },
    ],
    tasks: [
      ['请核对定损单与实际用料，说明差异。', '大灯一项不符，其余一致。'],
      ['请查理赔材料递交情况。', '材料滞留本部门，今天补交。'],
    ],
  },
};
