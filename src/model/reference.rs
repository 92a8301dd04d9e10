//! How a reference names what it leads to.

/// What is printed for a reference: for `[](#map)`, `[](#map){.page}`, `[](#map){.title}`, `[](#map){.number}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReferenceForm {
    /// What it is and its number: «شکل ۱».
    #[default]
    Label,
    /// Its number alone: «۱».
    Number,
    /// Its printed page: «صفحهٔ ۱۲».
    Page,
    /// What it is called: «نقشهٔ شهر».
    Title,
}

impl ReferenceForm {
    /// The form that a class asks for.
    pub fn of_class(class: &str) -> Option<Self> {
        match class {
            "number" => Some(Self::Number),
            "page" => Some(Self::Page),
            "title" => Some(Self::Title),
            _ => None,
        }
    }
}
