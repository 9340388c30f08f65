//! Workbooks that are large in one way each.

use forms::Form;

use crate::growth::{is_linear, lines};

fn grows(name: &str, size: usize, source: impl Fn(usize) -> String) {
    is_linear(name, size, source, |text| {
        let _ = std::hint::black_box(Form::from_xlsform(text.as_bytes(), "hostile.csv"));
    });
}

#[test]
fn rows() {
    grows("questions", 100, |n| format!("survey\n,type,name,label\n{}", lines(n, |i| format!(",text,q{i},x"))));
    grows("questions of one name", 150, |n| {
        format!("survey\n,type,name,label\n{}", lines(n, |_| ",text,q,x".to_owned()))
    });
    grows("unknown types", 150, |n| format!("survey\n,type,name,label\n{}", lines(n, |i| format!(",txet{i},q{i},x"))));
    grows("groups", 100, |n| {
        format!(
            "survey\n,type,name,label\n{}",
            lines(n, |i| format!(",begin group,g{i},x\n,text,q{i},x\n,end group,,"))
        )
    });
    grows("groups in groups", 100, |n| {
        format!("survey\n,type,name,label\n{}", lines(n, |i| format!(",begin group,g{i},x")))
    });
    grows("ends of groups", 500, |n| format!("survey\n,type,name,label\n{}", lines(n, |_| ",end group,,".to_owned())));
    grows("repeats", 100, |n| {
        format!(
            "survey\n,type,name,label\n{}",
            lines(n, |i| format!(",begin repeat,g{i},x\n,text,q{i},${{g{i}}}\n,end repeat,,"))
        )
    });
}

#[test]
fn lists_and_columns() {
    grows("choices", 500, |n| {
        format!(
            "survey\n,type,name,label\n,select_one l,q,x\nchoices\n,list_name,name,label\n{}",
            lines(n, |i| format!(",l,c{i},x"))
        )
    });
    grows("lists", 250, |n| {
        format!(
            "survey\n,type,name,label\n,select_one l0,q,x\nchoices\n,list_name,name,label\n{}",
            lines(n, |i| format!(",l{i},c,x"))
        )
    });
    grows("lists that are not there", 150, |n| {
        format!(
            "survey\n,type,name,label\n{}choices\n,list_name,name,label\n{}",
            lines(n, |i| format!(",select_one listt{i},q{i},x")),
            lines(n, |i| format!(",list_{i},c,x"))
        )
    });
    grows("languages", 30, |n| {
        let heads = (0..n).map(|i| format!("label::Language {i} (l{i:05})")).collect::<Vec<_>>().join(",");
        format!("survey\n,type,name,{heads}\n{}", lines(50, |i| format!(",text,q{i},{}", vec!["x"; n].join(","))))
    });
    grows("columns without heading", 35, |n| {
        format!("survey\n,type,name,label\n{}", lines(50, |i| format!(",text,q{i},x{}", ",y".repeat(n))))
    });
    grows("unknown columns", 35, |n| {
        let heads = (0..n).map(|i| format!("lable{i}")).collect::<Vec<_>>().join(",");
        format!("survey\n,type,name,label,{heads}\n{}", lines(50, |i| format!(",text,q{i},x{}", ",y".repeat(n))))
    });
    grows("settings", 35, |n| {
        let heads = (0..n).map(|i| format!("setting{i}")).collect::<Vec<_>>().join(",");
        format!("survey\n,type,name,label\n,text,q,x\nsettings\n,{heads}\n,{}", vec!["y"; n].join(","))
    });
    grows("sheets", 500, |n| lines(n, |i| format!("sheet{i}\n,a")));
    grows("words of a type", 2500, |n| {
        format!("survey\n,type,name,label\n,select_one {},q,x\n", "or_other ".repeat(n).trim_end())
    });
    grows("parameters", 1500, |n| {
        format!(
            "survey\n,type,name,label,parameters\n,range,q,x,{}\n",
            (0..n).map(|i| format!("p{i}=1")).collect::<Vec<_>>().join(" ")
        )
    });
    grows("appearance", 2500, |n| format!("survey\n,type,name,label,appearance\n,text,q,x,{}\n", "a ".repeat(n)));
    grows("triggers", 500, |n| {
        format!(
            "survey\n,type,name,label,calculation,trigger\n,text,q,x,,\n,calculate,c,,1,{}\n",
            vec!["${q}"; n].join(" ")
        )
    });
}
