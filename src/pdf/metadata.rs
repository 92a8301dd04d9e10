//! What the book is called in, the document's information and its XMP packet out (ISO 16684-1).

use std::fmt::Write;

use lopdf::{Dictionary, Object, dictionary};

use super::object::values::text_string;
use crate::config::{Archive, Metadata, Profile, Role, Standard};

/// What metadata are made of.
pub(in crate::pdf) struct About<'a> {
    /// The book's own.
    pub(in crate::pdf) book: &'a Metadata,
    /// The file's identity.
    pub(in crate::pdf) hash: &'a [u8; 16],
    /// What the file claims.
    pub(in crate::pdf) standard: Standard,
    /// What the file is for.
    pub(in crate::pdf) profile: Profile,
}

/// The program that the file names as its maker.
const PRODUCER: &str = concat!("sahhaf ", env!("CARGO_PKG_VERSION"));

impl About<'_> {
    fn authors(&self) -> Vec<&str> {
        self.people(Role::Author)
    }

    /// Those with a part, and what part it is.
    fn people(&self, role: Role) -> Vec<&str> {
        let people = self.book.people.iter();
        people
            .filter(|person| person.role == role)
            .map(|person| person.name.as_str())
            .collect()
    }

    /// Everybody else who had a part.
    fn contributors(&self) -> Vec<&str> {
        let people = self.book.people.iter();
        people
            .filter(|person| person.role != Role::Author)
            .map(|person| person.name.as_str())
            .collect()
    }
}

/// The information dictionary (ISO 32000-2, 14.3.3); its times are the book's own.
pub(in crate::pdf) fn info(about: &About<'_>) -> Dictionary {
    let book = about.book;
    let mut info = dictionary! {
        "Title" => text_string(&book.title),
        "Creator" => Object::string_literal(PRODUCER),
        "Producer" => Object::string_literal(PRODUCER),
    };
    if about.profile == Profile::Print {
        info.set("Trapped", "False");
    }
    let authors = about.authors();
    if !authors.is_empty() {
        info.set("Author", text_string(&authors.join("؛ ")));
    }
    if let Some(description) = &book.description {
        info.set("Subject", text_string(description));
    }
    if !book.subjects.is_empty() {
        info.set("Keywords", text_string(&book.subjects.join("، ")));
    }
    if let Some(date) = pdf_date(&book.modified) {
        info.set("CreationDate", Object::string_literal(date.as_str()));
        info.set("ModDate", Object::string_literal(date));
    }
    info
}

/// `CCYY-MM-DDThh:mm:ssZ` as PDF writes it; `None` for anything else.
fn pdf_date(time: &str) -> Option<String> {
    let digits: String = time.chars().filter(char::is_ascii_digit).collect();
    let shape: String = time
        .chars()
        .map(|sign| if sign.is_ascii_digit() { '0' } else { sign })
        .collect();
    (shape == "0000-00-00T00:00:00Z").then(|| format!("D:{digits}Z"))
}

/// The XMP packet.
pub(in crate::pdf) fn xmp(about: &About<'_>) -> String {
    let mut xmp = String::from(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\"\n \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n \
         xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n",
    );
    dublin_core(about, &mut xmp);
    let modified = &about.book.modified;
    if pdf_date(modified).is_some() {
        for property in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
            simple(&mut xmp, property, modified);
        }
    }
    simple(&mut xmp, "xmp:CreatorTool", PRODUCER);
    simple(&mut xmp, "pdf:Producer", PRODUCER);
    if !about.book.subjects.is_empty() {
        simple(&mut xmp, "pdf:Keywords", &about.book.subjects.join("، "));
    }
    simple(&mut xmp, "xmpMM:DocumentID", &uuid(about.hash));
    simple(&mut xmp, "xmpMM:InstanceID", &uuid(about.hash));
    xmp.push_str("</rdf:Description>\n");
    if about.profile == Profile::Print {
        xmp.push_str(PRESS);
    }
    let parts = parts(about, &mut xmp);
    claims(about.standard, &mut xmp);
    if about.standard.archive().is_some() {
        extensions(about.standard, &parts, &mut xmp);
    }
    xmp.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    xmp
}

/// The claim of a file for a press (ISO 15930-7, 6.9).
const PRESS: &str = "\
<rdf:Description rdf:about=\"\"
 xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"
 xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"
 xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Trapped>False</pdf:Trapped>
</rdf:Description>
";

/// Which standards the file claims to keep (ISO 14289-1, 5; ISO 19005-2, 6.6.4).
fn claims(standard: Standard, xmp: &mut String) {
    let mut claim = |namespace: &str, properties: &[(&str, String)]| {
        let _ = writeln!(xmp, "<rdf:Description rdf:about=\"\" xmlns:{namespace}>");
        for (property, value) in properties {
            simple(xmp, property, value);
        }
        xmp.push_str("</rdf:Description>\n");
    };
    if let Some(Archive { part, conformance }) = standard.archive() {
        let mut properties = vec![("pdfaid:part", part.to_string())];
        properties.extend(conformance.map(|level| ("pdfaid:conformance", level.to_string())));
        if standard.is_second_version() {
            properties.push(("pdfaid:rev", "2020".to_owned()));
        }
        claim("pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"", &properties);
    }
    let Some(part) = standard.accessibility() else {
        return;
    };
    let mut properties = vec![("pdfuaid:part", part.to_string())];
    if standard.is_second_version() {
        properties.push(("pdfuaid:rev", "2024".to_owned()));
    }
    claim("pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"", &properties);
}

/// The contributors by their roles, which `dc:contributor` cannot express: by the MARC relators, as in
/// the EPUB. Gives back the codes that were used.
fn parts(about: &About<'_>, xmp: &mut String) -> Vec<&'static str> {
    let roles = [
        Role::Author,
        Role::Translator,
        Role::Editor,
        Role::Illustrator,
    ];
    let parts = roles.map(|role| (role.relator(), about.people(role)));
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, people)| !people.is_empty())
        .collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let _ = writeln!(
        xmp,
        "<rdf:Description rdf:about=\"\" xmlns:marcrel=\"{RELATORS}\">"
    );
    for (code, people) in &parts {
        container(xmp, &format!("marcrel:{code}"), "Bag", people);
    }
    xmp.push_str("</rdf:Description>\n");
    parts.into_iter().map(|(code, _)| code).collect()
}

/// The namespace of the MARC relators.
const RELATORS: &str = "http://id.loc.gov/vocabulary/relators/";

/// Tells PDF/A of properties that it does not know (ISO 19005-2, 6.6.2.3.3).
fn extensions(standard: Standard, parts: &[&str], xmp: &mut String) {
    let mut schemas = String::new();
    if standard.accessibility().is_some() {
        let part = property("part", "Integer", "part of ISO 14289 that the file keeps");
        schemas.push_str(&schema(
            "PDF/UA identification schema",
            "http://www.aiim.org/pdfua/ns/id/",
            "pdfuaid",
            &part,
        ));
    }
    let parts: String = parts
        .iter()
        .map(|code| property(code, "bag ProperName", "people with this part in the book"))
        .collect();
    if !parts.is_empty() {
        schemas.push_str(&schema("MARC relators", RELATORS, "marcrel", &parts));
    }
    if !schemas.is_empty() {
        let _ = write!(
            xmp,
            "<rdf:Description rdf:about=\"\"\n \
             xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n \
             xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n \
             xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n\
             <pdfaExtension:schemas><rdf:Bag>\n{schemas}</rdf:Bag></pdfaExtension:schemas>\n\
             </rdf:Description>\n"
        );
    }
}

/// A schema by its name, namespace and prefix.
fn schema(name: &str, namespace: &str, prefix: &str, properties: &str) -> String {
    format!(
        "<rdf:li rdf:parseType=\"Resource\">\n\
         <pdfaSchema:schema>{name}</pdfaSchema:schema>\n\
         <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>\n\
         <pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\n\
         <pdfaSchema:property><rdf:Seq>\n{properties}</rdf:Seq></pdfaSchema:property>\n\
         </rdf:li>\n"
    )
}

fn property(name: &str, kind: &str, meaning: &str) -> String {
    format!(
        "<rdf:li rdf:parseType=\"Resource\">\n\
         <pdfaProperty:name>{name}</pdfaProperty:name>\n\
         <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>\n\
         <pdfaProperty:category>external</pdfaProperty:category>\n\
         <pdfaProperty:description>{meaning}</pdfaProperty:description>\n\
         </rdf:li>\n"
    )
}

fn dublin_core(about: &About<'_>, xmp: &mut String) {
    let book = about.book;
    simple(xmp, "dc:format", "application/pdf");
    simple(xmp, "dc:identifier", &book.identifier);
    let isbn: Option<String> = book.isbn.as_ref().map(|isbn| format!("urn:isbn:{isbn}"));
    let isbn: Vec<&str> = isbn.as_deref().into_iter().collect();
    container(xmp, "xmp:Identifier", "Bag", &isbn);
    alternatives(xmp, "dc:title", Some(&book.title), about);
    alternatives(xmp, "dc:description", book.description.as_ref(), about);
    alternatives(xmp, "dc:rights", book.rights.as_ref(), about);
    container(xmp, "dc:creator", "Seq", &about.authors());
    container(xmp, "dc:contributor", "Bag", &about.contributors());
    let subjects: Vec<&str> = book.subjects.iter().map(String::as_str).collect();
    container(xmp, "dc:subject", "Bag", &subjects);
    let publisher: Vec<&str> = book.publisher.as_deref().into_iter().collect();
    container(xmp, "dc:publisher", "Bag", &publisher);
    container(xmp, "dc:language", "Bag", &[book.language.as_str()]);
    let date: Vec<&str> = book.date.as_deref().into_iter().collect();
    container(xmp, "dc:date", "Seq", &date);
}

/// A property with one value.
fn simple(xmp: &mut String, property: &str, value: &str) {
    let _ = writeln!(xmp, "<{property}>{}</{property}>", escape(value));
}

/// A property with a list of values; none for no values.
fn container(xmp: &mut String, property: &str, kind: &str, values: &[&str]) {
    if values.is_empty() {
        return;
    }
    let items: String = values
        .iter()
        .map(|value| format!("<rdf:li>{}</rdf:li>", escape(value)))
        .collect();
    let _ = writeln!(
        xmp,
        "<{property}><rdf:{kind}>{items}</rdf:{kind}></{property}>"
    );
}

/// A property whose value is in a language.
fn alternatives(xmp: &mut String, property: &str, value: Option<&String>, about: &About<'_>) {
    let Some(value) = value else { return };
    let value = escape(value);
    let language = about.book.language.as_str();
    let _ = writeln!(
        xmp,
        "<{property}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li>\
         <rdf:li xml:lang=\"{language}\">{value}</rdf:li></rdf:Alt></{property}>"
    );
}

/// Text as XML holds it, without characters that XML cannot hold.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'.. => {
                escaped.push(letter)
            }
            _ => {}
        }
    }
    escaped
}

/// A name-based UUID (RFC 9562, version 8) of the file's identity.
fn uuid(hash: &[u8; 16]) -> String {
    let mut bytes = *hash;
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "uuid:{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_pdf_has_them_or_not_at_all() {
        assert_eq!(
            pdf_date("2026-11-22T10:20:30Z").as_deref(),
            Some("D:20261122102030Z")
        );
        assert_eq!(pdf_date("2026-11-22"), None);
    }
}
