//! Tables as Apache Parquet, for programs that count: each column has its type, and nothing is guessed from text. The same columns
//! give the same bytes, because a file names neither a moment nor a machine.

use std::sync::Arc;

use ::parquet::basic::{LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::{Type, TypePtr};
use jiff::civil::Date;

/// A column: what programs call it, and what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// One value a row.
    pub values: Values,
}

/// The values of a column, all of one type; nothing where nothing is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Text, or a code.
    Text(Vec<Option<String>>),
    /// Whole numbers.
    Whole(Vec<Option<i64>>),
    /// Numbers with a fraction.
    Number(Vec<Option<f64>>),
    /// Days.
    Day(Vec<Option<Date>>),
    /// Yes or no.
    Flag(Vec<Option<bool>>),
}

/// Why there is no file: the columns do not all have the same length.
#[derive(Debug, thiserror::Error)]
#[error("the table could not be written as Parquet")]
pub struct Error(#[from] ParquetError);

/// Rows that a reader has to hold in memory at a time.
const ROWS_OF_GROUP: usize = 100_000;

/// The file. `told` is what it says of itself, each by a name.
pub fn write(columns: &[Column], told: &[(&str, &str)]) -> Result<Vec<u8>, Error> {
    let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    let schema = Arc::new(Type::group_type_builder("table").with_fields(fields).build()?);
    let rows = columns.iter().map(|column| column.values.len()).max().unwrap_or_default();
    let told = told.iter().map(|(name, value)| KeyValue::new((*name).to_owned(), (*value).to_owned())).collect();
    let properties = WriterProperties::builder().set_key_value_metadata(Some(told)).build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties))?;
    for first in (0..rows).step_by(ROWS_OF_GROUP) {
        let mut group = file.next_row_group()?;
        for column in columns {
            let mut writer = group.next_column()?.ok_or_else(|| ParquetError::General(column.name.clone()))?;
            column.values.write(first, &mut writer)?;
            writer.close()?;
        }
        group.close()?;
    }
    file.close()?;
    Ok(bytes)
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    let (physical, logical) = match column.values {
        Values::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Values::Whole(_) => (Physical::INT64, None),
        Values::Number(_) => (Physical::DOUBLE, None),
        Values::Day(_) => (Physical::INT32, Some(LogicalType::Date)),
        Values::Flag(_) => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(&column.name, physical).with_logical_type(logical);
    Ok(Arc::new(field.with_repetition(Repetition::OPTIONAL).build()?))
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Whole(values) => values.len(),
            Self::Number(values) => values.len(),
            Self::Day(values) => values.len(),
            Self::Flag(values) => values.len(),
        }
    }

    /// Writes the rows of the group that begins at `first`.
    fn write(&self, first: usize, to: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Self::Text(values) => put::<ByteArrayType, _>(values, first, to, |text| ByteArray::from(text.as_str())),
            Self::Whole(values) => put::<Int64Type, _>(values, first, to, |number| *number),
            Self::Number(values) => put::<DoubleType, _>(values, first, to, |number| *number),
            Self::Day(values) => put::<Int32Type, _>(values, first, to, |day| days(*day)),
            Self::Flag(values) => put::<BoolType, _>(values, first, to, |flag| *flag),
        }
    }
}

/// Days since the first one of 1970, as Parquet counts them.
fn days(day: Date) -> i32 {
    (day - Date::constant(1970, 1, 1)).get_days()
}

fn put<T: DataType, V>(
    values: &[Option<V>],
    first: usize,
    to: &mut SerializedColumnWriter<'_>,
    written: impl Fn(&V) -> T::T,
) -> Result<(), ParquetError> {
    let rows = values.iter().skip(first).take(ROWS_OF_GROUP);
    let is_there: Vec<i16> = rows.clone().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<T::T> = rows.flatten().map(written).collect();
    to.typed::<T>().write_batch(&values, Some(&is_there), None)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;

    use super::*;

    fn column(name: &str, values: Values) -> Column {
        Column { name: name.to_owned(), values }
    }

    fn read(bytes: &[u8]) -> Vec<Vec<(String, Field)>> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let file = SerializedFileReader::new(file).unwrap();
        let rows = file.get_row_iter(None).unwrap().map(Result::unwrap);
        rows.map(::parquet::record::Row::into_columns).collect()
    }

    #[test]
    fn what_is_written_is_read_again_with_its_types() {
        let columns = [
            column("area", Values::Text(vec![Some("Møllevej \"=1\"".to_owned()), None])),
            column("count", Values::Whole(vec![None, Some(-7)])),
            column("share", Values::Number(vec![Some(0.25), None])),
            column("day", Values::Day(vec![Some(Date::constant(2026, 11, 22)), Some(Date::constant(1969, 12, 31))])),
            column("shown", Values::Flag(vec![Some(true), Some(false)])),
        ];
        let bytes = write(&columns, &[("release", "invented")]).unwrap();
        assert_eq!(bytes, write(&columns, &[("release", "invented")]).unwrap());
        let named = |values: [Field; 5]| {
            columns.iter().map(|column| column.name.clone()).zip(values).collect::<Vec<(String, Field)>>()
        };
        let text = Field::Str("Møllevej \"=1\"".to_owned());
        assert_eq!(
            read(&bytes),
            [
                named([text, Field::Null, Field::Double(0.25), Field::Date(20_779), Field::Bool(true)]),
                named([Field::Null, Field::Long(-7), Field::Null, Field::Date(-1), Field::Bool(false)]),
            ]
        );
    }

    #[test]
    fn many_rows_make_several_groups_and_none_is_lost() {
        let many = i64::try_from(ROWS_OF_GROUP).unwrap() + 3;
        let bytes = write(&[column("count", Values::Whole((0..many).map(Some).collect()))], &[]).unwrap();
        let rows = read(&bytes);
        assert_eq!(rows.len(), ROWS_OF_GROUP + 3);
        assert_eq!(rows[ROWS_OF_GROUP + 2][0].1, Field::Long(many - 1));
    }

    #[test]
    fn columns_that_do_not_fit_each_other_make_no_file() {
        let uneven = [column("a", Values::Whole(vec![Some(1)])), column("b", Values::Whole(vec![None, None]))];
        assert!(write(&uneven, &[]).is_err());
        assert_eq!(read(&write(&[column("a", Values::Text(Vec::new()))], &[]).unwrap()), Vec::<Vec<_>>::new());
    }
}
