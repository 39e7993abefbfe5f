using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

public sealed partial class OpenMetricsProperties
{
    [Fact]
    public void An_exemplar_lies_in_its_bucket_and_every_bound_reads_back()
    {
        var numbers = ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => number.Get + 0.0);
        Prop.ForAll(numbers.NonEmptyListOf().ToArbitrary(), numbers.NonEmptyListOf().ToArbitrary(), (some, values) =>
        {
            double[] bounds = [.. some.Distinct().Order()];
            using var metrics = new CollectedMetrics(_ => new OpenTelemetry.Metrics.ExplicitBucketHistogramConfiguration { Boundaries = bounds });
            var histogram = metrics.Meter("Shop.A").CreateHistogram<double>("shop.wait");
            using var trace = new Activity("recorded") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
            foreach (var value in values)
            {
                histogram.Record(value);
            }

            var lower = double.NegativeInfinity;
            var buckets = Bucket().Matches(metrics.Text(OpenMetricsText.Instance));
            Assert.Equal(bounds.Length + 1, buckets.Count);
            foreach (var (bucket, bound) in buckets.Zip(bounds.Append(double.PositiveInfinity)))
            {
                Assert.Equal(bound, Number(bucket.Groups["le"].Value));
                if (bucket.Groups["value"] is { Success: true, Value: var exemplar })
                {
                    Assert.InRange(Number(exemplar), lower, bound);
                    Assert.Equal(trace.TraceId.ToHexString(), bucket.Groups["trace"].Value);
                }

                lower = bound;
            }

            Assert.Contains(buckets, bucket => bucket.Groups["value"].Success);
        }).QuickCheckThrowOnFailure();
    }

    private static double Number(string text) =>
        text is "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """_bucket\{le="(?<le>[^"]+)"\} \d+( # \{trace_id="(?<trace>\w{32})",span_id="\w{16}"\} (?<value>\S+) [\d.]+)?\n""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bucket();
}
