//! A reader of FlatBuffers tables, as far as TFLite files need one: fields by number, no schema.
//! Source: the FlatBuffers binary format (“Internals” in its documentation).

use anyhow::{Context as _, Result};

/// A table inside a buffer.
#[derive(Clone, Copy)]
pub(crate) struct Table<'a> {
    buffer: &'a [u8],
    position: usize,
}

impl<'a> Table<'a> {
    /// The buffer's root table.
    pub(crate) fn root(buffer: &'a [u8]) -> Result<Self> {
        let position = read_u32(buffer, 0)?;
        Ok(Self { buffer, position })
    }

    /// An unsigned byte, or `default` where the field is absent.
    pub(crate) fn u8(&self, field: usize, default: u8) -> Result<u8> {
        match self.field(field)? {
            Some(at) => Ok(read::<1>(self.buffer, at)?[0]),
            None => Ok(default),
        }
    }

    /// A 32-bit integer, or `default` where the field is absent.
    pub(crate) fn i32(&self, field: usize, default: i32) -> Result<i32> {
        match self.field(field)? {
            Some(at) => Ok(i32::from_le_bytes(read(self.buffer, at)?)),
            None => Ok(default),
        }
    }

    /// A 32-bit count or index, 0 where the field is absent.
    pub(crate) fn index(&self, field: usize) -> Result<usize> {
        match self.field(field)? {
            Some(at) => read_u32(self.buffer, at),
            None => Ok(0),
        }
    }

    /// A table, `None` where the field is absent.
    pub(crate) fn table(&self, field: usize) -> Result<Option<Table<'a>>> {
        let Some(at) = self.field(field)? else {
            return Ok(None);
        };
        Ok(Some(self.follow(at)?))
    }

    /// A vector of tables, empty where the field is absent.
    pub(crate) fn tables(&self, field: usize) -> Result<Vec<Table<'a>>> {
        let Some((start, length)) = self.vector(field)? else {
            return Ok(Vec::new());
        };
        (0..length)
            .map(|index| self.follow(start + 4 * index))
            .collect()
    }

    /// A vector of 32-bit integers, empty where the field is absent.
    pub(crate) fn i32s(&self, field: usize) -> Result<Vec<i32>> {
        let Some((start, length)) = self.vector(field)? else {
            return Ok(Vec::new());
        };
        (0..length)
            .map(|index| Ok(i32::from_le_bytes(read(self.buffer, start + 4 * index)?)))
            .collect()
    }

    /// A vector of bytes, empty where the field is absent.
    pub(crate) fn bytes(&self, field: usize) -> Result<&'a [u8]> {
        let Some((start, length)) = self.vector(field)? else {
            return Ok(&[]);
        };
        self.buffer
            .get(start..start.saturating_add(length))
            .context("a vector ends outside the buffer")
    }

    fn vector(&self, field: usize) -> Result<Option<(usize, usize)>> {
        let Some(at) = self.field(field)? else {
            return Ok(None);
        };
        let start = at + read_u32(self.buffer, at)?;
        Ok(Some((start + 4, read_u32(self.buffer, start)?)))
    }

    fn follow(&self, at: usize) -> Result<Table<'a>> {
        let position = at + read_u32(self.buffer, at)?;
        Ok(Table { position, ..*self })
    }

    /// Where the field's value lies, by the table's vtable; `None` where it is absent.
    fn field(&self, field: usize) -> Result<Option<usize>> {
        let back = i32::from_le_bytes(read(self.buffer, self.position)?);
        let vtable = usize::try_from(i64::try_from(self.position)? - i64::from(back))?;
        let length = usize::from(u16::from_le_bytes(read(self.buffer, vtable)?));
        let slot = 4 + 2 * field;
        if slot + 2 > length {
            return Ok(None);
        }
        let offset = usize::from(u16::from_le_bytes(read(self.buffer, vtable + slot)?));
        Ok((offset > 0).then_some(self.position + offset))
    }
}

fn read_u32(buffer: &[u8], at: usize) -> Result<usize> {
    Ok(usize::try_from(u32::from_le_bytes(read(buffer, at)?))?)
}

fn read<const N: usize>(buffer: &[u8], at: usize) -> Result<[u8; N]> {
    buffer
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .copied()
        .context("an offset points outside the buffer")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_buffer_makes_the_reader_panic(buffer in proptest::collection::vec(any::<u8>(), 0..96)) {
            let Ok(table) = Table::root(&buffer) else { return Ok(()) };
            for field in 0..6 {
                let _ = (table.u8(field, 0), table.i32(field, 0), table.index(field));
                let _ = (table.bytes(field).is_ok(), table.table(field).is_ok());
            }
        }
    }
}
