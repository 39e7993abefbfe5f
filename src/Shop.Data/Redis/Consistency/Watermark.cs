using System.Globalization;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>
/// How far a node's data reaches. Every changing script raises the sequence in the same atomic step as its effect, so a node whose sequence is
/// as high has that effect, wherever it was made.
/// </summary>
/// <param name="Lineage">Names the mastership in which the data was written: each new master begins one.</param>
/// <param name="Sequence">Rises with every change, over all lineages.</param>
public readonly record struct Watermark(string Lineage, long Sequence)
{
    private const string LineageField = "lineage";
    private const string SequenceField = "sequence";

    /// <summary>The fields of the key <c>watermark</c> that say how far a node reaches, and up to where it shares the given lineage.</summary>
    internal static RedisValue[] FieldsFor(string? lineage) =>
        lineage is null ? [LineageField, SequenceField] : [LineageField, SequenceField, lineage];

    /// <summary>What a node holds; null before the first change of all.</summary>
    /// <param name="fields">The answer to <see cref="FieldsFor"/>.</param>
    internal static Watermark? Read(RedisValue[] fields) =>
        fields[0].IsNull ? null : new Watermark((string)fields[0]!, long.Parse((string?)fields[1] ?? "0", CultureInfo.InvariantCulture));

    /// <summary>Whether the node that gave the fields has everything that this stands for. A lineage that it does not share has nothing.</summary>
    /// <param name="fields">The answer to <see cref="FieldsFor"/> with this lineage.</param>
    internal bool IsReachedBy(RedisValue[] fields) => SharedBy(fields) >= Sequence;

    /// <summary>
    /// Whether what this stands for is gone for good: the node goes on from the end of this lineage, and that came before. It was never
    /// acknowledged, or all nodes lost their power.
    /// </summary>
    /// <param name="fields">The answer to <see cref="FieldsFor"/> with this lineage.</param>
    internal bool IsLostTo(RedisValue[] fields) => fields[0] != Lineage && SharedBy(fields) < Sequence;

    private long? SharedBy(RedisValue[] fields)
    {
        var shared = fields[0] == Lineage ? fields[1] : fields[2];
        return shared.IsNull ? null : long.Parse((string)shared!, CultureInfo.InvariantCulture);
    }
}
