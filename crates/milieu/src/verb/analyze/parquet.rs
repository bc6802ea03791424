//! A sheet as Parquet: numbers as doubles, counts as 64-bit integers, flags as booleans, else text.

use std::sync::Arc;

use milieu_view::page::{DatumShown, SheetShown};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};

use crate::failure::Failure;

impl From<ParquetError> for Failure {
    fn from(error: ParquetError) -> Self {
        Self::new(error.to_string())
    }
}

/// The file's bytes. The same sheet gives the same bytes.
pub fn encode(sheet: &SheetShown) -> Result<Vec<u8>, Failure> {
    let kinds: Vec<Physical> = (0..sheet.columns.len()).map(|at| kind(sheet, at)).collect();
    let fields: Vec<TypePtr> =
        sheet.columns.iter().zip(&kinds).map(|(name, &kind)| field(name, kind)).collect::<Result<_, Failure>>()?;
    let schema = Arc::new(Type::group_type_builder("sheet").with_fields(fields).build()?);
    let properties = WriterProperties::builder().set_created_by("milieu".to_owned()).build();
    let mut bytes = vec![];
    let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties))?;
    let mut rows = file.next_row_group()?;
    let mut at = 0;
    while let Some(mut column) = rows.next_column()? {
        let cells = || sheet.rows.iter().map(|row| &row[at]);
        let there: Vec<i16> = cells().map(|cell| i16::from(!matches!(cell, DatumShown::Missing(())))).collect();
        match kinds[at] {
            Physical::BOOLEAN => {
                let values: Vec<bool> =
                    cells().filter_map(|c| if let DatumShown::Flag(b) = c { Some(*b) } else { None }).collect();
                column.typed::<BoolType>().write_batch(&values, Some(&there), None)?;
            }
            Physical::INT64 => {
                let values: Vec<i64> = cells().filter_map(count).collect();
                column.typed::<Int64Type>().write_batch(&values, Some(&there), None)?;
            }
            Physical::DOUBLE => {
                let values: Vec<f64> = cells().filter_map(number).collect();
                column.typed::<DoubleType>().write_batch(&values, Some(&there), None)?;
            }
            _ => {
                let values: Vec<ByteArray> = cells().filter_map(text).map(|text| text.into_bytes().into()).collect();
                column.typed::<ByteArrayType>().write_batch(&values, Some(&there), None)?;
            }
        }
        column.close()?;
        at += 1;
    }
    rows.close()?;
    file.close()?;
    Ok(bytes)
}

fn field(name: &str, kind: Physical) -> Result<TypePtr, Failure> {
    let logical = (kind == Physical::BYTE_ARRAY).then_some(LogicalType::String);
    let field = Type::primitive_type_builder(name, kind)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(field))
}

/// The narrowest kind that holds every cell of a column.
fn kind(sheet: &SheetShown, at: usize) -> Physical {
    let all = |fits: fn(&DatumShown) -> bool| {
        sheet.rows.iter().all(|row| matches!(row[at], DatumShown::Missing(())) || fits(&row[at]))
    };
    if all(|cell| matches!(cell, DatumShown::Missing(()))) {
        Physical::BYTE_ARRAY
    } else if all(|cell| matches!(cell, DatumShown::Flag(_))) {
        Physical::BOOLEAN
    } else if all(|cell| count(cell).is_some()) {
        Physical::INT64
    } else if all(|cell| number(cell).is_some()) {
        Physical::DOUBLE
    } else {
        Physical::BYTE_ARRAY
    }
}

fn count(cell: &DatumShown) -> Option<i64> {
    if let DatumShown::Count(n) = cell { i64::try_from(*n).ok() } else { None }
}

/// Infinities are numbers to Parquet.
fn number(cell: &DatumShown) -> Option<f64> {
    match cell {
        DatumShown::Number(n) => Some(*n),
        DatumShown::Count(n) => Some(*n as f64),
        DatumShown::Text(word) if word == "Inf" => Some(f64::INFINITY),
        DatumShown::Text(word) if word == "-Inf" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

fn text(cell: &DatumShown) -> Option<String> {
    match cell {
        DatumShown::Missing(()) => None,
        DatumShown::Text(text) => Some(text.clone()),
        DatumShown::Number(n) => Some(n.to_string()),
        DatumShown::Count(n) => Some(n.to_string()),
        DatumShown::Flag(flag) => Some(flag.to_string()),
    }
}
