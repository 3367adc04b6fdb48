// 中文是本应用的第一语言；其他语言的结构由它决定，缺一句就不能编译。

import { deviceTroubles } from "./device-troubles.ts";

/** Who runs the deployment, in one language, for texts that name them. */
export interface Operator {
  province: string;
  appName: string;
  operator: string;
  contact: string;
  counter: string;
}

/** A term and its explanation. */
export interface Item {
  term: string;
  text: string;
}

/** A section of a longer text. */
export interface Section {
  title: string;
  paragraphs: string[];
}

export const zh = {
  language: { code: "zh-CN", name: "中文", switchTo: "English", switchLabel: "Switch to English" },

  shell: {
    skip: "跳到主要内容",
    larger: "长辈版",
    normal: "标准版",
    loading: "正在加载…",
    menu: "页面导航",
    account: "我的账号",
    signOut: "退出登录",
    whose: "当前账号：",
    switched: {
      title: "刚才的操作没有进行。",
      now: (name: string, number: string) =>
        `这个浏览器里登录的账号已经变了，现在是 ${name}（${number}）。`,
      nobody: "这个浏览器里的账号已经退出登录。",
      close: "知道了",
    },
    footer: "页脚",
    privacy: "个人信息保护",
    terms: "用户协议",
    notice: "使用须知",
    problems: "问题与处理办法",
    photo: "照片检测",
    counter: "登记窗口",
    operatedBy: (operator: string) => `运营方：${operator}`,
    contact: (contact: string) => `联系方式：${contact}`,
    demonstration: "演示系统",
    demonstrationText: "示例省并不存在，请不要填写任何真实的身份信息。",
    console: "打开沙盒控制台",
    onward: {
      authorize: "登录门户",
      device: "在另一台设备上登录",
      invitation: "完成实名认证",
      portals: "已同意的门户",
      bar: {
        "/authorize": "您正在登录一个门户。",
        "/device": "您正在让另一台设备登录。",
        "/invitation": "您受邀完成实名认证。",
      },
      goOn: "继续",
      giveUp: "不再继续",
    },
  },

  signIn: {
    title: "登录",
    lead: "办理登记注册前，请先完成实名认证。",
    submit: "登录",
    submitting: "正在登录…",
    noAccount: "还没有账号？",
    register: "新用户注册",
    forgotten: "忘记密码？",
    recover: "扫描人脸后重新设置",
    byFace: "用人脸登录",
    codeTo: "账号登记的手机号码（身份证号和密码正确时才会发送）",
    codeHelp:
      "6 位数字。一分钟内没有收到的，请核对身份证号和密码，再重新获取。账号没有手机号码的，请用登录过的设备登录，或者携带身份证到登记窗口办理。",
    photo: "想先看看光线和照片行不行？",
    stepsTitle: "三步完成实名认证",
    steps: [
      { term: "注册", text: "填写身份证上的信息，与登记信息核对一致后成为三级实名。" },
      { term: "扫脸", text: "单独同意后，对着摄像头做两三个动作，提升到四级实名。" },
      { term: "办理", text: "四级实名后，可以办理企业登记注册。" },
    ] as Item[],
    assurance: "不想扫脸，可以携带身份证到登记窗口办理，结果相同。",
    sampleTitle: "第一次来看演示？",
    sampleText: "沙盒控制台里有示例身份，也可以在那里添加自己的照片。",
  },

  notice: {
    title: "系统使用须知",
    lead: "注册前请先阅读，大约需要一分钟。",
    toEnd: "跳过正文，到末尾确认",
    sections: (o: Operator): Section[] => [
      {
        title: "谁需要实名认证",
        paragraphs: [
          "办理企业、个体工商户、农民专业合作社等设立登记时，下列自然人需要先完成实名认证：股东（发起人、投资人、合伙人），法定代表人（负责人、执行事务合伙人委派代表），董事，监事，经理，个体经营者，农民专业合作社社员，委托代理人。",
          "香港、澳门、台湾地区和国外的投资人暂不需要在本系统认证。",
        ],
      },
      {
        title: "注册前请准备",
        paragraphs: [
          "本人有效的居民身份证。姓名、身份证号、生效日期和失效日期要与证件一致。",
          "本人使用的手机号码，以及一个至少 12 个字符的密码。",
          "身份证新办或换发不久的，登记信息可能尚未更新，核验不通过时请过几天再试。",
        ],
      },
      {
        title: "实名等级",
        paragraphs: [
          "注册时核对姓名、身份证号、证件有效期起止四项，一致即为三级实名。",
          "再通过一次人脸识别，即为四级实名。只有四级实名可以办理企业登记注册。",
          "人脸识别需要您另行单独同意。不同意的，可以携带身份证到登记窗口办理，结果相同。",
        ],
      },
      {
        title: "请您注意",
        paragraphs: [
          "请使用本人的身份信息。冒用他人身份办理登记的，依法承担责任。",
          "请妥善保管密码，不要告诉任何人，包括自称工作人员的人。",
          `本系统由${o.operator}运营。${o.contact}。`,
        ],
      },
    ],
    confirm: "我已阅读并了解以上须知",
    confirmMissing: "请先阅读须知，并勾选“我已阅读并了解以上须知”。",
    proceed: "下一步：填写注册信息",
    back: "返回登录",
  },

  terms: {
    title: "用户协议",
    version: (version: string) => `版本：${version}`,
    close: "关闭",
    accept: "我同意，继续",
    sections: (o: Operator): Section[] => [
      {
        title: "一、协议双方",
        paragraphs: [`本协议由您与${o.operator}订立，适用于“${o.appName}”（以下称本系统）。`],
      },
      {
        title: "二、账号",
        paragraphs: [
          "一个身份证号只能注册一个账号。账号仅限本人使用，不得出借、转让。",
          "您应当提供真实、准确的信息；信息有变更的，应当及时更新。",
        ],
      },
      {
        title: "三、实名认证的用途",
        paragraphs: [
          "认证结果用于登记注册中的身份核验。登记机关可以向本系统查询您的实名等级及其取得方式和时间。",
          "本协议不包含对人脸信息处理的同意。处理人脸信息前，本系统会另行告知，并请您单独同意。",
        ],
      },
      {
        title: "四、账号安全",
        paragraphs: [
          "多次输入错误密码会暂停登录。一段时间不操作会自动退出。",
          "发现账号被他人使用的，请立即与我们联系。",
        ],
      },
      {
        title: "五、责任与变更",
        paragraphs: [
          "因提供虚假信息或者将账号交给他人使用造成的后果，由您承担。",
          "现行版本以本页为准；不同意变更的，可以停止使用，并在“我的账号”中注销账号。",
        ],
      },
      { title: "六、联系我们", paragraphs: [`${o.operator}。${o.contact}。`] },
    ],
  },

  register: {
    title: "新用户注册",
    lead: "请按身份证上的内容填写。所有项目都必须填写。",
    cardTitle: "身份信息",
    accountTitle: "账号信息",
    terms: "我已阅读并同意",
    termsLink: "《用户协议》",
    submit: "注册",
    submitting: "正在与登记信息核对…",
    haveAccount: "已有账号？去登录",
    done: "注册成功，您的实名等级是三级。",
    signInAfter: "注册成功，您的实名等级是三级。请登录。",
  },

  fields: {
    number: { label: "身份证号", help: "18 位，末位可能是字母 X。" },
    name: { label: "姓名", help: "与身份证一致。姓名中的点请输入“·”。" },
    validFrom: { label: "身份证生效日期", help: "身份证国徽面“有效期限”的前一个日期。" },
    validUntil: { label: "身份证失效日期", help: "“有效期限”的后一个日期。" },
    longTerm: "长期有效",
    mobile: { label: "手机号码", help: "本人使用的 11 位手机号。" },
    password: { label: "密码", help: "" },
    newPassword: {
      label: "设置密码",
      help: "至少 12 个字符，任何字符都可以，空格也可以。一句好记的话最合适。",
    },
    year: "年",
    month: "月",
    day: "日",
    choose: "请选",
    show: "显示",
    hide: "隐藏",
    showPassword: "显示密码",
    hidePassword: "隐藏密码",
    remaining: (count: number) => `还差 ${count} 位`,
    complete: "号码格式正确",
    region: (name: string) => `号码格式正确，地区：${name}`,
    regionUnknown: "号码格式正确；前 6 位地区代码不在已知之列，请再核对一次，无误的可以继续",
    typedSoFar: "已输入的号码",
    passwordRemaining: (count: number) => `还差 ${count} 个字符`,
    passwordLongEnough: "长度符合要求",
    hint: (end: string) =>
      `按签发时的年龄，有效期通常到 ${end}。请再看一眼身份证；与证件一致的，可以继续。`,
    hintLongTerm: "按签发时的年龄，有效期通常为长期。请再看一眼身份证；与证件一致的，可以继续。",
    hintApply: (end: string) => `改为 ${end}`,
    hintApplyLongTerm: "改为长期",
    errorOf: (label: string, rule: string) => `${label}：${rule}`,
    errorTitle: (count: number) => (count === 1 ? "有 1 处需要修改" : `有 ${count} 处需要修改`),
  },

  mobileCode: {
    label: "短信验证码",
    help: "发送到手机号码，6 位数字。",
    ask: "获取验证码",
    asking: "正在发送…",
    askAgain: "重新获取",
    again: (seconds: number) => `${seconds} 秒后可重新获取`,
    sent: (mobile: string) => `验证码已发送到 ${mobile}，5 分钟内有效。`,
  },

  rules: {
    number: {
      empty: "请填写身份证号。",
      length: "身份证号应为 18 位。",
      character: "标出的字符不对：前 17 位只能是数字，末位是数字或 X。",
      first_generation: "这是 15 位的旧号码。请填写第二代身份证上的 18 位号码。",
      former_permanent_resident:
        "这是旧版外国人永久居留身份证的号码。请填写新版证件上以 9 开头的 18 位号码。",
      province: "标出的两位不是已知的省级代码，请核对。",
      territory: "港澳台居民居住证号码以 810000、820000 或 830000 开头，请核对。",
      birth_date: "标出的 8 位不是真实的出生日期，请核对。",
      birth_date_in_future: "标出的出生日期晚于今天，请核对。",
      check_digit: "号码中至少有一位不对：末位校验码与前 17 位不符，请逐位核对。",
    },
    name: {
      empty: "请填写姓名。",
      length: "姓名最多 50 个汉字，或 60 个字母。",
      control: "姓名中有无法识别的字符，请删除后重新输入。",
      digit: "姓名中不能有数字。",
      symbol: "姓名中有不应出现的符号，请核对。",
      separator:
        "姓名各部分之间请用间隔号“·”（可从证件上的姓名照抄），不要用逗号、横线、顿号或句号。",
      interpunct: "“·”应当在姓名的两部分之间，请核对。",
      letters: "请填写姓名。",
    },
    mobile: {
      empty: "请填写手机号码。",
      country_code: "请填写中国内地（+86）的手机号码。",
      character: "手机号码只能是数字。",
      length: "手机号码应为 11 位。",
      prefix: "手机号码应以 13 至 19 开头。",
    },
    mobile_code: {
      missing: "请先获取验证码。",
      empty: "请填写收到的验证码。",
      format: "验证码是 6 位数字。",
      wrong: "验证码不正确，请核对短信后重新输入。",
      expired: "验证码已过期，请重新获取。",
      spent: "验证码已用过，或者输错次数过多，请重新获取。",
      foreign: "验证码不是为这个号码发送的，请重新获取。",
    },
    valid_from: {
      start_empty: "请选择身份证生效日期。",
      start_not_a_day: "没有这一天，请核对年、月、日。",
      start_in_future: "生效日期晚于今天，请核对。",
      start_before_birth: "生效日期早于出生日期，请核对。",
    },
    valid_until: {
      end_empty: "请选择身份证失效日期；证件上是“长期”的，请勾选“长期有效”。",
      end_not_a_day: "没有这一天，请核对年、月、日。",
      end_before_start: "失效日期早于生效日期，请核对。",
      expired: "身份证已过有效期，请换领新证后再注册。",
    },
    password: {
      empty: "请填写密码。",
      too_short: "密码至少 12 个字符。",
      too_long: "密码最多 128 个字符。",
      control: "密码中有无法输入的字符，请换一个。",
      repetitive: "密码只是重复一两个字符，请换一个。",
      common: "这个密码太常见，容易被猜到，请换一个。",
      personal: "密码中不要包含自己的身份证号、手机号码或姓名。",
    },
    confirmation: {
      differs: "两次输入的密码不一致，请重新输入。",
    },
    terms_version: {
      not_accepted: "请阅读并同意《用户协议》。",
      outdated: "《用户协议》已更新，请重新阅读并同意。",
    },
    old_password: { empty: "请填写原密码。" },
    member: { empty: "请填写用户名。" },
    letters: {
      empty: "请填写办理人页面上的核对字母。",
      differ: "核对字母不对。请让办理人看着自己的页面再读一遍；说不出的，不要受理。",
    },
    code: {
      empty: "请填写代码。",
      length: "凭证码为 8 个字符。",
      character: "凭证码只有数字和字母，没有 I、L、O、U。",
    },
    confirmed: { not_confirmed: "请当面核对后再勾选。" },
    last_day: {
      empty: "请选择截止日期。",
      format: "请选择年、月、日。",
      calendar: "没有这一天，请核对年、月、日。",
      past: "截止日期已经过去，请选择今天或以后的日期。",
      too_late: "截止日期太晚，请选择早一点的日期。",
    },
    other: "这一项不符合填写规则，请核对。",
  },

  account: {
    title: "我的账号",
    details: "账号信息",
    level: "实名等级",
    levelName: { three: "三级实名", four: "四级实名" },
    levelText: {
      three: "身份信息已核对一致。再通过一次人脸识别，即为四级实名，可以办理企业登记注册。",
      four: "身份信息和本人均已核验。您可以办理企业登记注册。",
      unproven:
        "账号已取得四级实名，但这次登录还没有核验过本人，所以按三级办理。请再通过一次人脸识别，或者到登记窗口核验。",
    },
    raise: "提升到四级实名",
    prove: "核验本人",
    history: "取得方式和时间",
    methods: {
      four_elements: "身份信息四项核对一致",
      activation: "省级账号激活",
      face: "人脸识别通过",
      counter: "登记窗口当面核验",
    },
    otherMethod: "其他方式",
    registered: "注册时间",
    time: "北京时间",
  },

  level: {
    title: "实名等级",
    lead: "从三级提升到四级，需要处理您的人脸信息。请先阅读以下说明，再决定是否同意。",
    already: "您已是四级实名，无需再次验证。",
    noticeTitle: "人脸信息处理规则",
    version: (version: string) => `版本：${version}`,
    items: (o: Operator, purpose: string): Item[] => [
      { term: "处理者", text: `${o.operator}。联系方式：${o.contact}。` },
      { term: "目的", text: `确认正在操作的是您本人，用于${purpose}。不用于其他目的。` },
      {
        term: "方式",
        text: "摄像头采集十几秒（动作需要更多时间的，最长四十五秒）的连续画面，在您的设备上给出提示，加密后送交登记机关，与登记在册的照片比对。传送途中的服务器无法打开画面。",
      },
      {
        term: "种类",
        text: "人脸画面及从中计算的特征，属于敏感个人信息；摄像头的名称和设置（画面大小、帧率、朝向），用来发现不是由摄像头当场拍摄的画面。不采集声音。",
      },
      {
        term: "保存期限",
        text: "画面只在比对时使用，比对结束立即删除，不保存。摄像头的名称也不保存。保留的是验证记录：时间、结论、动作的数值、画面和摄像头是否有异常的数值，以及每幅画面的数字摘要、144 个灰度值和面部 15 个点的位置，用来识别是否有人重复使用同一段录像。这些加密保存，随验证记录一并删除；其中没有照片。",
      },
      {
        term: "您的权利",
        text: "您可以查询、复制、更正、删除个人信息，可以随时撤回同意；撤回不影响此前已经完成的验证。",
      },
      {
        term: "必要性和影响",
        text: "企业登记注册要求确认本人，防止冒用身份。人脸信息一旦泄露无法更换，因此画面加密传送、用后即删。不同意不影响您继续使用三级实名。",
      },
    ],
    consent: "我单独同意按以上规则处理我的人脸信息",
    consentMissing: "请先勾选同意；不同意的，可以到登记窗口办理。",
    start: "同意并开始扫描",
    refuseTitle: "不同意？",
    refuseText: (counter: string) => `可以携带身份证到${counter}办理，结果相同。`,
    refuse: "到登记窗口办理",
    tipsTitle: "扫描前",
    tips: ["光线均匀，不要背对窗户", "摘下口罩、帽子和墨镜", "手机与眼睛同高，约一臂以内"],
    motion:
      "扫描时会请您转头、张嘴等。有动作做不到的，可以在上面说明；完全不能做的，请到登记窗口办理。",
  },

  needs: {
    title: "我做不到某些动作",
    lead: "请在扫描前说明，扫描就不会要求这些动作。动作种类少了，会多做几个，安全程度不变。",
    legend: "我做不到或不方便的：",
    sight: "看不到屏幕上的提示（用语音和振动引导）",
    without: {
      eyes: "睁眼、闭眼",
      mouth: "张嘴、合嘴",
      head: "转头、低头",
    },
    moreTime: "我需要更多时间",
    moreTimeAgain: "给我更多时间，再扫一次",
    spoken: "语音提示已打开。",
    longer: "每个动作的时间会按需要延长，整个扫描最长四十五秒。做不完可以重新扫描。",
    tooLittle: "剩下的动作太少，扫描无法确认是您本人。请到登记窗口，由工作人员当面核验，结果相同。",
    privacy:
      "这些说明只用于这一次扫描的出题，本身不保存。验证记录在删除前会保留要求过的动作和时限，从中可能推测出来。选“看不到提示”时，只会告诉登记机关您需要更多时间。",
  },

  face: {
    purposes: {
      raise_level: "将实名等级提升到四级",
      change_mobile: "修改手机号码",
      authorise_business: "授权办理企业登记注册",
      sign_in: "登录",
      reset_password: "重新设置密码",
      activate: "激活账号",
    },
    pages: {
      sign_in: {
        title: "人脸登录",
        lead: "填写身份证号，再扫描人脸。",
      },
      reset_password: {
        title: "忘记密码",
        lead: "第一步：填写姓名和身份证号，并扫描人脸。第二步：设置新密码。",
      },
      activate: {
        title: "账号激活",
        lead: "您的省级账号需要在国家平台激活。第一步：填写姓名和身份证号，并扫描人脸。第二步：设置密码。",
      },
    },
    codeToo:
      "在没有登录过的设备上，还要填写发送到账号手机号码的验证码。账号没有手机号码的（例如激活的省级账号），请用密码登录，或者携带身份证到登记窗口办理。",
    toScan: "下一步：扫描人脸",
    toSignIn: "返回登录",
    consentTitle: "扫描人脸前",
    consentLead: (purpose: string) =>
      `为了${purpose}，需要处理您的人脸信息。请先阅读以下说明，再决定是否同意。`,
    confirm: {
      title: "短信验证",
      lead: (ends: string) =>
        `人脸核验已通过。您的账号还没有在这台设备上登录过，请再用短信验证码确认。验证码发送到您账号的手机号码（尾号 ${ends}），请在十分钟内填写。`,
      submit: "确定",
      sending: "正在核对…",
      otherwise: "这个号码已经不用了？请携带身份证到登记窗口办理。",
    },
    passwordTitle: { reset_password: "设置新密码", activate: "激活账号：设置密码" },
    passwordLead: "人脸验证已通过。请在十五分钟内设置密码。",
    confirmation: { label: "再输入一次密码", help: "" },
    save: "确定",
    saving: "正在保存…",
    passwordReset: "新密码已生效，其他设备上的登录已全部退出。请登录。",
    activated: "账号已激活，您的实名等级是四级。请登录。",
    mobileChanged: "手机号码已修改。",
    withdrawal: {
      title: "撤回同意",
      given: (time: string) => `您已于 ${time} 同意处理人脸信息。`,
      text: "撤回后，登记机关会删除保留的人脸验证记录；此前已经完成的验证和实名等级不受影响。",
      withdraw: "撤回对人脸信息处理的同意",
    },
    mobile: {
      title: "修改手机号码",
      lead: "为防止他人修改，需要先扫描人脸，再填写新号码。",
      now: "现在的手机号码",
      none: "未填写",
      start: "扫描人脸",
      verified: "窗口已核验，填写新号码",
      newLead: "核验已通过，请填写新号码。",
      newLabel: "新手机号码",
    },
  },

  scan: {
    title: "人脸识别",
    preparing: "正在准备…",
    camera: "正在打开摄像头，请在弹出的提示中选择“允许”。",
    loading: "正在加载识别组件…",
    ready: "请把脸放进框里",
    returning: "很好，请回到正面、合上嘴",
    sealing: "正在加密…",
    sending: "正在送交核验，请稍候…",
    step: (index: number, of: number) => `第 ${index} 个动作，共 ${of} 个`,
    sound: "语音提示",
    soundOn: "语音提示已打开。",
    touch: "开始",
    touchPlease: "请点一下“开始”，打开摄像头画面。",
    otherCamera: "换一个摄像头",
    cancel: "退出扫描",
    preview: "摄像头画面，仅供您对准",
    privacy: "画面加密传送，用后即删",
    guidance: {
      no_face: "没有看到脸，请正对屏幕",
      several_faces: "画面里不止一个人，请让其他人离开",
      too_dark: "光线太暗，请到亮一点的地方",
      too_bright: "光线太亮，请避开强光",
      too_close: "离得太近，请稍微远一点",
      too_far: "离得太远，请靠近一点",
      too_few_pixels: "画面不够清楚，请靠近一点",
      not_centred: "请把脸移到框的中间",
      blurred: "画面模糊，请擦净镜头、拿稳手机",
      poor_contrast: "光线不均匀，请换个方向",
      look_straight: "请正对屏幕，合上嘴",
      hold_still: "很好，请保持不动",
      turn_left: "请向左慢慢转头",
      turn_right: "请向右慢慢转头",
      open_mouth: "请张开嘴",
      keep_open: "请保持张嘴",
      blink: "请眨一下眼",
      nod: "请慢慢点一下头",
      done: "动作完成",
      face_lost: "没有看到脸，扫描已停止",
      frames_missing: "画面断了一下，请重新开始",
      timed_out: "时间到了，没有看到指定的动作",
    },
  },

  actions: {
    turn_left: "向左转头",
    turn_right: "向右转头",
    open_mouth: "张嘴",
    blink: "眨眼",
    nod: "点头",
  },

  measures: {
    no_face: "画面里没有脸",
    several_faces: "画面里不止一个人",
    too_few_pixels: "脸在画面中太小",
    too_dark: "画面太暗",
    too_bright: "画面太亮",
    too_far: "脸离镜头太远",
    too_close: "脸离镜头太近",
    not_centred: "脸不在画面中间",
    blurred: "画面不够清晰",
    poor_contrast: "光线不均匀",
    single_face: "画面里应当只有一个人",
    pixel_size: "画面的像素太少",
    inter_eye_distance: "脸在画面中太小",
    luminance_mean: "画面太暗或太亮",
    luminance_variance: "光线不均匀",
    under_exposure: "画面太暗",
    over_exposure: "画面太亮",
    face_size: "脸离镜头太远或太近",
    face_place: "脸不在画面中间",
    face_margin: "脸没有完整地在画面里",
    sharpness: "画面不够清晰",
  },

  about: (what: string) => `具体是：${what}。`,

  result: {
    title: "认证结果",
    passed: "认证通过",
    passedText: "您已是四级实名，可以办理企业登记注册。",
    decidedAt: (time: string) => `认证时间：${time}`,
    toAccount: "返回我的账号",
    again: "重新扫描",
    nothing: "没有可显示的认证结果。",
    resend: "再次发送",
    resendText: "采集的内容还在，不用重新扫描。",
  },

  check: {
    title: "实名核验",
    opening: "正在打开…",
    askedBy: (portal: string) => `“${portal}”请您完成实名核验。`,
    askedByYou: "这是您在另一台设备上发起的实名核验。",
    compareTitle: "请核对代码",
    codeLabel: "这里的代码是：",
    compareText: "原来的屏幕上也显示这个代码，才是您自己发起的核验；不一致的，请退出。",
    same: "代码一致，继续",
    differs: "不一致，退出",
    otherDevice: "用手机继续",
    cancel: "退出核验",
    handOverTitle: "用手机继续",
    handOverText: "请用手机扫描二维码，在手机上完成人脸识别，本页会自动继续。",
    qrLabel: "二维码，用手机扫描后打开核验页面",
    replaced: "二维码每分钟自动更换，旧的随即失效。",
    sameCode: "手机上应当显示同样的代码：",
    taken: "手机已打开。请在手机上核对代码，然后继续。",
    lost: "网络连接中断，正在重新连接…",
    another: "换一部手机",
    here: "在本机继续",
    backToOther: "请回到原来的屏幕，那里会自动继续。本页可以关闭。",
    leftTitle: "已退出核验",
    leftText: "如需继续，请在原来的屏幕上重新扫码。本页可以关闭。",
    noCameraTitle: "这台设备没有摄像头？",
    noCameraText: "可以用手机扫描人脸，结果会显示在这里。",
  },

  counter: {
    title: "到登记窗口办理",
    lead: "不方便使用本系统，或者不同意人脸识别的，可以由窗口工作人员当面核验，结果相同。",
    voucherTitle: "办理凭证",
    purpose: (purpose: string) => `办理事项：${purpose}`,
    purposes: {
      register: "核验身份证，然后注册",
      raise_level: "将实名等级提升到四级",
      change_mobile: "修改手机号码",
      authorise_business: "授权办理企业登记注册",
      sign_in: "登录",
      reset_password: "忘记密码，重新设置",
      activate: "激活账号",
      filing: "为一项登记申请核验身份",
    },
    makeText:
      "请到了窗口再生成凭证，出示给工作人员。二维码和凭证码本身不含您的个人信息。刷新或关闭本页后，需要重新生成。",
    another: "重新生成一张",
    make: "生成办理凭证",
    making: "正在生成…",
    code: "凭证码",
    letters: "核对字母",
    lettersText: "工作人员会问您这四个字母，请不要告诉别人。",
    until: (time: string) => `有效期至：${time}`,
    waiting: "请向工作人员出示二维码，或者读出凭证码。办好后本页会自动显示，请不要关闭。",
    attested: "登记窗口已核验通过。",
    goOn: {
      register: "返回注册页，重新提交",
      raise_level: "查看我的账号",
      change_mobile: "填写新的手机号码",
      authorise_business: "填写截止日期",
      sign_in: "进入我的账号",
      reset_password: "设置新密码",
      activate: "设置密码",
    },
    beginText: "要办哪一件事？填好身份信息后，在扫描前选择“到登记窗口办理”，就可以生成凭证。",
    begin: [
      { href: "/", text: "提升实名等级、修改手机号码：请先登录" },
      { href: "/recover", text: "忘记密码" },
      { href: "/activate", text: "激活账号" },
      { href: "/face", text: "用人脸登录" },
      { href: "/notice", text: "新用户注册" },
    ],
    whereTitle: "地点",
    bringTitle: "请携带",
    bring: ["本人居民身份证原件", "正在使用的手机"],
    howTitle: "怎么办理",
    how: [
      "本人到窗口，出示办理凭证。",
      "工作人员核对身份证和本人。",
      "核验结果记入您的账号，与人脸识别的结果效力相同。",
    ],
    contactTitle: "联系方式",
  },

  problems: {
    title: "问题与处理办法",
    lead: "办理中可能看到的提示，以及遇到时怎么办。",
    code: "代码",
    retry: {
      now: "可以立即重试。",
      later: "请过一会儿再试。",
    },
  },

  problem: {
    heading: "提示",
    reference: (code: string) => `代码：${code}`,
    retryAfter: (time: string) => `请在 ${time} 后再试。`,
    minutes: (count: number) => `${count} 分钟`,
    seconds: (count: number) => `${count} 秒`,
    hours: (count: number) => `${count} 小时`,
    ctid: (phones: string) => `也可以先在手机上开通网证（CTID），再重新扫描。${phones}。`,
    next: {
      edit_input: "修改输入的信息",
      try_again: "再试一次",
      try_later: "再试一次",
      sign_in: "去登录",
      activate: "去激活",
      register: "新用户注册",
      raise_level: "提升实名等级",
      consent: "阅读并同意",
      scan_again: "重新扫描",
      counter: "到登记窗口办理",
      upgrade: "刷新页面",
      nothing: "返回首页",
    },
  },

  local: {
    ...deviceTroubles.zh,
    network: {
      title: "网络连接中断",
      advice: "内容没有丢失。请检查网络后再试一次。",
    },
    camera_refused: {
      title: "没有获得摄像头权限",
      advice: "请在浏览器地址栏左侧的设置中允许本网站使用摄像头，再重新扫描。",
    },
    camera_busy: {
      title: "摄像头正被其他程序使用",
      advice: "请关闭正在使用摄像头的程序或页面（例如视频会议），再重新扫描。",
    },
    camera_lost: {
      title: "摄像头断开了",
      advice: "请重新接好摄像头，或者关闭抢占它的程序，再重新扫描。",
    },
    parts_missing: {
      title: "识别组件没有加载成功",
      advice: "请检查网络后重新扫描。",
    },
    device_too_slow: {
      title: "这台设备处理画面太慢",
      advice: "请关闭其他程序后重新扫描，或换用手机继续；也可以到登记窗口办理。",
    },
    scan_no_face: {
      title: "没有看到脸",
      advice: "请正对屏幕，让脸一直在框里，再重新扫描。",
    },
    scan_several_faces: {
      title: "画面里不止一个人",
      advice: "请让其他人离开画面，再重新扫描。",
    },
    scan_not_still: {
      title: "没能对准",
      advice: "请把手机拿稳，正对屏幕，先保持不动，再按提示做动作。",
    },
    scan_interrupted: {
      title: "扫描中断了",
      advice: "请关闭其他占用设备的程序，保持本页面在前台，再重新扫描。",
    },
  },

  privacy: {
    title: "个人信息保护",
    sections: (o: Operator): Section[] => [
      {
        title: "我们处理哪些信息",
        paragraphs: [
          "注册时：姓名、身份证号、证件有效期、手机号码、密码。密码只保存无法还原的摘要；其余各项加密保存。",
          "使用短信验证码的，手机号码会交给短信服务商，只用来发送验证码。",
          "人脸识别时：十几秒（动作需要更多时间的，最长四十五秒）的人脸画面。画面在您的设备上加密，只有登记机关能打开，比对结束立即删除，不保存。",
          "到登记窗口办理时：工作人员照身份证填写的姓名、号码和有效期，由登记机关加密保存九十天。办理凭证办结一天后，或者过期时，自动清除。",
        ],
      },
      {
        title: "用来做什么",
        paragraphs: [
          "核对身份，记录实名等级，供登记机关在登记注册时查询。不用于广告，不用于其他目的。",
        ],
      },
      {
        title: "保存在哪里、多久",
        paragraphs: [
          "保存在境内。账号存续期间保存；长期不使用的账号到期自动注销，个人信息随之清除；法律另有规定的，从其规定。",
          "本页面不使用跟踪技术。浏览器中只保存登录状态、您选择的语言和显示方式，以及本应用自己的程序文件。",
        ],
      },
      {
        title: "您的权利",
        paragraphs: [
          "您可以在“我的账号”中查看和导出您的个人信息和记录，修改手机号码，撤回对人脸信息处理的同意，注销账号。其他更正请携带身份证到登记窗口提出，或按下方方式联系我们。",
        ],
      },
      {
        title: "处理者",
        paragraphs: [`${o.operator}。联系方式：${o.contact}。`],
      },
    ],
  },

  manage: {
    title: "账号管理",
    back: "返回我的账号",
    rows: {
      portals: "哪些门户可以获知您的信息",
      password: "用原密码换一个新密码",
      sessions: "查看在哪些设备上登录过，结束其中任何一个",
      records: "账号上发生过的每一件事，可以导出",
      close: "清除个人信息，不能恢复",
    },
    untilDay: (day: string) => `至${day}24时`,

    password: {
      title: "修改密码",
      lead: "先输入现在的密码，再设置一个新的。修改后，其他设备上的登录都会结束。",
      old: "原密码",
      new: "新密码",
      again: "再输入一次新密码",
      submit: "修改密码",
      submitting: "正在修改…",
      done: "密码已修改。其他设备上的登录都已结束，这台设备上继续有效。",
    },

    sessions: {
      title: "登录设备",
      lead: "这里是账号目前的全部登录。有不认识的，请结束它，并马上修改密码。",
      current: "本机",
      began: "登录时间",
      used: "最近使用",
      end: "结束登录",
      ending: "正在结束…",
      endOf: (device: string) => `结束登录：${device}`,
      ended: (device: string) => `已结束登录：${device}。`,
      toPassword: "修改密码",
      device: (browser: string, system: string) => `${browser}，${system}`,
      browsers: {
        wechat: "微信",
        huawei: "华为浏览器",
        edge: "Edge 浏览器",
        firefox: "Firefox 浏览器",
        chrome: "Chrome 浏览器",
        safari: "Safari 浏览器",
        other: "其他浏览器",
      },
      systems: {
        harmony: "鸿蒙",
        android: "安卓",
        ios: "苹果手机或平板",
        windows: "Windows 电脑",
        macos: "苹果电脑",
        linux: "Linux 电脑",
        other: "其他系统",
      },
    },

    business: {
      title: "企业登记注册",
      lead: "选择“是”，就是允许在截止日期之前以您的名义办理企业登记注册。超过截止日期办理的无效。",
      now: "目前",
      inForce: (until: string) => `已授权，${until}`,
      none: "未授权",
      locked: "四级实名后可以授权",
      given: (time: string) => `授权时间：${time}`,
      lockedText:
        "企业登记注册只对四级实名用户开放，您目前是三级实名。再通过一次人脸识别即可提升。",
      raise: "提升到四级实名",
      closedText:
        "授权前要确认是您本人：请先扫描人脸，再在十分钟内选择截止日期。也可以到登记窗口核验，一天内有效。",
      scan: "扫描人脸",
      withdraw: "撤回授权",
      choice: "是否办理企业登记注册",
      no: "否",
      yes: "是",
      lastDay: "截止日期",
      lastDayHelp: "这一天的 24 时（北京时间）以后，授权自动失效。",
      lastDayHelpLimited: (days: number) =>
        `最长到 ${days} 个工作日以后。这一天的 24 时（北京时间）以后，授权自动失效。`,
      latest: (day: string) => `最晚可以选到${day}。`,
      unlistedYear: (year: number) =>
        `${year} 年的放假安排还没有录入：这一天只按周末和固定的法定节假日计算，以后可能变动。`,
      latestApply: (day: string) => `改为${day}`,
      save: "保存",
      saving: "正在保存…",
      authorised: (until: string) => `已授权办理企业登记注册，${until}。`,
      withdrawn: "现在没有授权办理企业登记注册。",
      toRecords: "查看历次授权和撤回",
    },

    records: {
      title: "我的记录",
      lead: "账号上发生过的每一件事，最近的在前。记录里没有姓名、号码和照片。",
      intact: "记录完整：每一条都与前一条连环相扣，没有被改动或者删去。",
      broken: "记录不完整：有内容被改动或者删去。请与我们联系。",
      list: "全部记录",
      more: "显示更早的记录",
      exportTitle: "导出",
      exportText: "下载您在本系统中的全部信息。文件里有完整的姓名和号码，请妥善保管。",
      password: "请输入密码确认",
      passwordHelp: "十分钟内在这次登录中刷过脸，或者刚用人脸登录的，可以不填。",
      export: "导出（JSON）",
      exporting: "正在导出…",
      exported: "已导出，文件在浏览器的下载目录里。",
      otherEvent: "其他事项",
      way: (method: string) => `方式：${method}`,
      purpose: (purpose: string) => `用途：${purpose}`,
      reason: (reason: string) => `原因：${reason}`,
      portal: (id: string) => `门户：${id}`,
      consent: (version: string) => `同意的是《人脸信息处理规则》，版本：${version}`,
      other: "其他",
      events: {
        registered: "注册账号，取得三级实名",
        activated: "激活账号，取得四级实名",
        consent_given: "单独同意处理人脸信息",
        face_consent_withdrawn: "撤回对处理人脸信息的同意",
        signed_in: "登录",
        sign_in_failed: "有人登录时输错密码",
        signed_out: "退出登录",
        session_ended: "结束了一台设备上的登录",
        password_changed: "修改密码",
        password_refused: "登录后确认身份时输错密码",
        mobile_opened: "核验通过，可以修改手机号",
        mobile_changed: "修改手机号",
        business_opened: "核验通过，可以授权办理企业登记注册",
        business_authorised: "授权办理企业登记注册",
        business_withdrawn: "撤回企业登记注册的授权",
        portal_consented: "同意向门户提供信息",
        portal_withdrawn: "撤回对门户的同意",
        portal_visited: "用本账号登录门户",
        visit_ended: "门户的登录提前结束",
        closed: "注销账号",
        scan_began: "开始人脸识别",
        evidence_submitted: "人脸画面已加密送交核验",
        evidence_returned: "人脸画面没有送达，未作核验",
        scan_ended: "人脸识别中止，没有结论",
        scan_refused: "人脸识别未通过",
        level_reached: "实名等级提升",
        session_proven: "核验通过，这次登录按四级办理",
      },
      methods: {
        password: "密码",
        face: "人脸识别",
        counter: "登记窗口当面核验",
        four_elements: "身份信息四项核对",
        activation: "账号激活",
      },
      visitEnds: {
        revoked: "门户主动退出",
        code_reused: "登录代码被重复使用，可能已泄露",
        refresh_reused: "登录凭据被重复使用，可能已泄露",
      },
      purposes: {
        raise_level: "提升实名等级",
        change_mobile: "修改手机号",
        authorise_business: "授权办理企业登记注册",
        sign_in: "登录",
        reset_password: "重设密码",
        activate: "激活账号",
      },
    },

    close: {
      title: "注销账号",
      lead: "注销后立即生效，不能恢复。以后还需要时，可以重新注册。",
      erasedTitle: "会清除的",
      erased: [
        "姓名、身份证号、证件有效期、手机号码",
        "密码和所有设备上的登录",
        "实名等级，以及企业登记注册的授权",
      ],
      keptTitle: "会留下的",
      kept: [
        "账号的记录：什么时间发生了什么。其中没有姓名、号码和照片，每一条与前一条连环相扣，用来证明没有被改动；到期后也会清除",
        "已经办结的登记，由登记机关依法保存，不受影响",
      ],
      exportFirst: "需要留底的，请先导出",
      password: "请输入密码确认",
      submit: "注销账号",
      submitting: "正在注销…",
      done: "账号已注销，您的个人信息已经清除。",
    },
  },

  display: {
    title: "显示设置",
    short: "显示",
    layout: "版式",
    layouts: { standard: "标准版", elder: "长辈版" },
    textSize: "字号",
    textSizes: { large: "大", larger: "更大", largest: "最大" },
    colours: "颜色",
    allColours: { system: "随系统", light: "浅色", dark: "深色", contrast: "高对比度" },
    kept: "选择只保存在这台设备上。",
    done: "完成",
    back: "返回",
  },

  clientNotice: {
    title: "请升级到最新版本",
    text: (left: string) => `当前版本还可以使用 ${left}，之后不能再扫描人脸。更新会重新打开本页。`,
    days: (count: number) => `${count} 天`,
    hours: (count: number) => `${count} 小时`,
    lastHour: "不到 1 小时",
  },

  update: {
    clock: "这台设备的时间不准，请校准。日期按标准时间判断。",
    title: "有新版本。",
    text: "请升级到最新版本。升级会重新打开本页，没有提交的内容需要重新填写。",
    now: "立即更新",
    offline: "没有网络连接，联网后可以继续。",
  },

  missing: { title: "页面不存在", text: "请检查网址，或返回首页。", home: "返回首页" },
};

/** What every language has to say. */
export type Locale = typeof zh;
