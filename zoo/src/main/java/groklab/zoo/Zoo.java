package groklab.zoo;

import groklab.lab.kind.Kind;
import groklab.lab.kind.KindProvider;
import groklab.zoo.control.Auto;
import groklab.zoo.control.GuardCollapse;
import groklab.zoo.control.RaiseDecay;
import groklab.zoo.loss.CrossEntropy;
import groklab.zoo.loss.ErrorAndComplexity;
import groklab.zoo.loss.Hinge;
import groklab.zoo.loss.Logistic;
import groklab.zoo.loss.MeanSquaredError;
import groklab.zoo.loss.MirrorCrossEntropy;
import groklab.zoo.loss.MutedCrossEntropy;
import groklab.zoo.loss.RoundedCrossEntropy;
import groklab.zoo.loss.SmoothedCrossEntropy;
import groklab.zoo.loss.StableMax;
import groklab.zoo.model.Circuits;
import groklab.zoo.model.Committee;
import groklab.zoo.model.DiagonalLinear;
import groklab.zoo.model.EmbeddingDecoder;
import groklab.zoo.model.GaussianProcess;
import groklab.zoo.model.LinearMap;
import groklab.zoo.model.Mlp;
import groklab.zoo.model.MoeTransformer;
import groklab.zoo.model.NumberLine;
import groklab.zoo.model.PairMlp;
import groklab.zoo.model.Transformer;
import groklab.zoo.stage.ClipNorm;
import groklab.zoo.stage.ClipValue;
import groklab.zoo.stage.Egalitarian;
import groklab.zoo.stage.GradientNoise;
import groklab.zoo.stage.GrokfastEma;
import groklab.zoo.stage.GrokfastMa;
import groklab.zoo.stage.JiggledDecay;
import groklab.zoo.stage.PerpendicularGradient;
import groklab.zoo.stage.SharpnessAware;
import groklab.zoo.stage.UpdateNoise;
import groklab.zoo.stage.WeightNoise;
import groklab.zoo.stage.WeightNorm;
import groklab.zoo.stage.neural.NeuralGradient;
import groklab.zoo.stage.penalty.CircuitCost;
import groklab.zoo.stage.penalty.Lasso;
import groklab.zoo.stage.penalty.NuclearNorm;
import groklab.zoo.stage.penalty.Ridge;
import groklab.zoo.stage.penalty.SpectralEntropy;
import groklab.zoo.task.Domains;
import groklab.zoo.task.ModularTask;
import groklab.zoo.task.Parallelograms;
import groklab.zoo.task.PermutationTask;
import groklab.zoo.task.PlainAddition;
import groklab.zoo.task.TeacherStudent;
import groklab.zoo.task.TwoCircuitsTask;
import groklab.zoo.task.feature.DecoyBits;
import groklab.zoo.task.feature.NoisySine;
import groklab.zoo.task.feature.SpuriousFeatures;
import groklab.zoo.task.image.Digits;
import groklab.zoo.task.index.LinearTeacher;
import groklab.zoo.task.index.SignMajority;
import groklab.zoo.task.index.SingleIndex;
import groklab.zoo.task.parity.MultitaskParity;
import groklab.zoo.task.parity.SparseParity;
import groklab.zoo.task.sequence.MarkovChains;
import groklab.zoo.update.Adam;
import groklab.zoo.update.AdamW;
import groklab.zoo.update.Lion;
import groklab.zoo.update.Momentum;
import groklab.zoo.update.Muon;
import groklab.zoo.update.Nesterov;
import groklab.zoo.update.RmsProp;
import groklab.zoo.update.Sgd;
import groklab.zoo.update.Sgld;
import groklab.zoo.update.WangLandau;
import java.util.List;

/// Everything that can be run: one line for each kind, in the order in which they are listed.
public final class Zoo implements KindProvider {

  @Override
  public List<Kind<?>> kinds() {
    return List.of(
        ModularTask.KIND,
        PermutationTask.KIND,
        Parallelograms.KIND,
        Domains.KIND,
        SparseParity.KIND,
        MultitaskParity.KIND,
        MarkovChains.KIND,
        TwoCircuitsTask.KIND,
        PlainAddition.KIND,
        TeacherStudent.KIND,
        Digits.KIND,
        SpuriousFeatures.KIND,
        DecoyBits.KIND,
        NoisySine.KIND,
        LinearTeacher.KIND,
        SingleIndex.KIND,
        SignMajority.KIND,
        Transformer.KIND,
        MoeTransformer.KIND,
        Mlp.KIND,
        PairMlp.KIND,
        EmbeddingDecoder.KIND,
        NumberLine.KIND,
        Circuits.KIND,
        GaussianProcess.KIND,
        LinearMap.KIND,
        Committee.KIND,
        DiagonalLinear.KIND,
        CrossEntropy.KIND,
        RoundedCrossEntropy.KIND,
        MutedCrossEntropy.KIND,
        SmoothedCrossEntropy.KIND,
        MirrorCrossEntropy.KIND,
        StableMax.KIND,
        MeanSquaredError.KIND,
        ErrorAndComplexity.KIND,
        Hinge.KIND,
        Logistic.KIND,
        Sgd.KIND,
        Momentum.KIND,
        Nesterov.KIND,
        RmsProp.KIND,
        Adam.KIND,
        AdamW.KIND,
        Lion.KIND,
        Muon.KIND,
        Sgld.KIND,
        WangLandau.KIND,
        GrokfastEma.KIND,
        GrokfastMa.KIND,
        PerpendicularGradient.KIND,
        Egalitarian.KIND,
        NeuralGradient.KIND,
        SharpnessAware.KIND,
        ClipNorm.KIND,
        ClipValue.KIND,
        GradientNoise.KIND,
        WeightNoise.KIND,
        UpdateNoise.KIND,
        JiggledDecay.KIND,
        Lasso.KIND,
        Ridge.KIND,
        NuclearNorm.KIND,
        CircuitCost.KIND,
        SpectralEntropy.KIND,
        WeightNorm.KIND,
        RaiseDecay.KIND,
        GuardCollapse.KIND,
        Auto.KIND);
  }
}
