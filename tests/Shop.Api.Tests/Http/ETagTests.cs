using FsCheck;
using FsCheck.Fluent;
using Shop.Api.Http;

namespace Shop.Api.Tests.Http;

public sealed class ETagTests
{
    private static readonly Gen<string> Value = Gen
        .Choose(0x21, 0x7E).Where(code => code != 0x22).Select(code => (char)code).ListOf().Select(string.Concat);

    private static readonly Gen<EntityTag> Tag = Gen.Zip(Value, Gen.Elements(true, false)).Select(pair => new EntityTag(pair.Item1, pair.Item2));

    private static readonly Gen<string> Commas = Gen.Elements(",", ", ", " ,\t", ",,", " , ,");

    [Fact]
    public void A_list_is_read_as_it_was_written() => Prop.ForAll(Tag.NonEmptyListOf().ToArbitrary(), Commas.ToArbitrary(), (tags, comma) =>
    {
        var header = string.Join(comma, tags.Select(Written));
        return ETags.TryParse(header, out var any, out var read) && !any && read.SequenceEqual(tags);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_goes_to_the_store_names_the_strong_tags_and_nothing_else() => Prop.ForAll(Tag.NonEmptyListOf().ToArbitrary(), tags =>
    {
        var known = ETags.ReadIfMatch(string.Join(", ", tags.Select(Written)))!;
        var strong = tags.Where(tag => !tag.IsWeak && tag.Value is not ("" or "*")).Select(tag => tag.Value).ToList();
        return strong.Count == 0 ? known is "W" : known.Split(' ').SequenceEqual(strong, StringComparer.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_list_that_is_cut_off_or_run_together_is_not_read() => Prop.ForAll(Tag.ToArbitrary(), tag =>
        !ETags.TryParse(Written(tag)[..^1], out _, out _) && !ETags.TryParse(Written(tag) + Written(tag), out _, out _)).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_the_parser_fail() => Prop.ForAll<NonNull<string>>(text =>
        !ETags.TryParse(text.Get, out var any, out var tags) || any || tags.Count > 0).QuickCheckThrowOnFailure();

    private static string Written(EntityTag tag) => $"{(tag.IsWeak ? "W/" : "")}\"{tag.Value}\"";
}
