//! Pages of the codes below ZP100: what keeps a file from being read, and is no rule of the audit.

use crate::finding::{
    BAD_VALUE, ENCODING, Kind, METHOD, MISSING_KEY, NO_GLYPH, NOT_SCORABLE, RUN_ON, SYNTAX,
    UNKNOWN_FIGURE, UNKNOWN_KEY,
};

/// Each code with what it says and what to do.
pub const READING_CODES: [(Kind, &str); 10] = [
    (
        ENCODING,
        "文件不是UTF-8编码的文字，或者太大、有一行太长、有不可见的控制字符。\n怎么办：用编辑器“另存为”，编码选UTF-8；删去提示的字符；过长的一行分成几段。",
    ),
    (
        SYNTAX,
        "YAML的写法有错，从这里起读不下去。\n怎么办：看提示的行和它的上一行：缩进是否对齐（只用半角空格），冒号后是否有空格，引号、括号是否成对；有 * & % @ [ { # 的文字写在“|”下面或加引号。",
    ),
    (
        UNKNOWN_KEY,
        "这个位置没有这个键。\n怎么办：照提示的相近名称改正；对照自带的示例，看它该写在哪一层。",
    ),
    (MISSING_KEY, "少了必须写的键。\n怎么办：照自带的示例补上。"),
    (
        BAD_VALUE,
        "值的写法不合要求，或者一个列表、一段文字超过了限度。\n怎么办：数只写数字（单位写在“金额单位”或指标值里），日期写成2024年3月15日或2024-03-15。",
    ),
    (
        UNKNOWN_FIGURE,
        "“{{ }}”、公布值或核对说明里的名称不是报告里的数。\n怎么办：用 ziping explain 列出全部的数，照它的名称写；花括号用半角。",
    ),
    (
        NOT_SCORABLE,
        "评分办法的规则算不出这一行或执行率的得分，例如实际完成值的单位与年度指标值不同。\n怎么办：改成同一单位；确实要由人评定的，写“得分”和“得分理由”。",
    ),
    (NO_GLYPH, "程序自带的字体里没有这个字，印不出来。\n怎么办：换成常用的字或符号。"),
    (
        METHOD,
        "找不到评分办法，或者评分办法的文件有错。\n怎么办：用 ziping methods 列出自带的；自己的用 --method 文件 给出，照提示的行改正。",
    ),
    (RUN_ON, "一个值写成了几行，YAML会把它们连成一行。\n怎么办：几段文字写在“|”下面，一段一行。"),
];
