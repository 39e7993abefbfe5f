using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

public sealed class PrometheusTextProperties
{
    // Lone surrogates have no UTF-8, so they are no text that could come back.
    private static readonly Arbitrary<string> Text = ArbMap.Default.GeneratorFor<char>()
        .Where(character => !char.IsSurrogate(character))
        .Or(Gen.Elements('"', '\\', '\n', '{', '}', ',', '=', '#', ' ', 'n'))
        .ListOf()
        .Select(characters => new string([.. characters]))
        .ToArbitrary();

    [Fact]
    public void What_is_written_reads_back()
    {
        Prop.ForAll(Text, Text, ArbMap.Default.ArbFor<double>(), (label, help, value) =>
        {
            var family = new MetricFamily("shop_level", FamilyType.Gauge, help);
            family.Add(LabelText.Of([new("some.tag", label), new("other", "x")]), new GaugeReading(value));

            var read = ExpositionParser.Parse(Encoding.UTF8.GetString(PrometheusText.Instance.Write([family])))["shop_level"];

            var sample = Assert.Single(read.Samples);
            Assert.Equal(help, read.Help);
            Assert.Equal(label, sample.Labels["some_tag"]);
            Assert.Equal(value, sample.Value);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_tags_make_labels_that_a_reader_takes()
    {
        Prop.ForAll(Text.Generator.ListOf().ToArbitrary(), names =>
        {
            var tags = names.Distinct(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, (object?)name)).ToList();
            var family = new MetricFamily("shop_level", FamilyType.Gauge, "");
            family.Add(LabelText.Of(tags), new GaugeReading(1));

            var read = ExpositionParser.Parse(Encoding.UTF8.GetString(PrometheusText.Instance.Write([family])));

            var values = Assert.Single(read["shop_level"].Samples).Labels.Values;
            Assert.Equal(tags.Sum(tag => tag.Key.Length), values.Sum(value => value.Length) - (tags.Count - values.Count()));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_instrument_name_and_unit_make_a_name_that_a_reader_takes()
    {
        Prop.ForAll(Text, Text, ArbMap.Default.ArbFor<int>(), (instrument, unit, type) =>
        {
            var name = PrometheusNames.Family(instrument, unit, (FamilyType)(Math.Abs((long)type) % 3));

            Assert.Matches("^[a-zA-Z_:][a-zA-Z0-9_:]*$", name);
            Assert.DoesNotContain("__", name, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
    }
}
